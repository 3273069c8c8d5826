//! The nouns of the domain in both languages. This list is the glossary: one word per idea.

use super::{Lang, Say};

macro_rules! words {
    ($($name:ident $zh:literal $en:literal)*) => {
        /// A noun of the domain, translated when said.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Word {
            $(#[doc = concat!($en, " ", $zh)] $name,)*
        }

        impl Say for Word {
            fn say(&self, lang: Lang) -> String {
                match self { $(Self::$name => lang.pick($zh, $en),)* }.to_owned()
            }
        }
    };
}

words! {
    // Shapes of TOML.
    Text "文字" "text"
    Integer "整数" "integer"
    Decimal "小数" "decimal"
    Number "数" "number"
    Boolean "布尔值" "boolean"
    DateTime "日期时间" "date or time"
    List "列表" "list"
    TextList "文字列表" "list of texts"
    Table "表" "table"
    TableList "表的列表" "list of tables"
    // Literals and types.
    Amount "时长" "amount of time"
    Duration "时长" "duration"
    Point "时间点" "point in time"
    Date "日期" "date"
    Time "时刻" "time of day"
    Instant "时点" "instant"
    Money "金额" "amount of money"
    Percent "百分比" "percentage"
    Expression "表达式" "expression"
    Value "值" "value"
    Record "记录" "record"
    Field "字段" "field"
    Choice "选项类型" "choice"
    Option "选项" "option"
    Type "类型" "type"
    Literal "字面值" "literal"
    // The institution.
    Institution "制度" "institution"
    Clause "条款" "clause"
    Parameter "参数" "parameter"
    Pending "待补内容" "pending part"
    Assertion "断言" "assertion"
    Migration "迁移" "migration"
    Level "密级" "level"
    Rank "职级" "rank"
    Role "角色" "role"
    Attribute "人员属性" "attribute"
    Person "人员" "person"
    Party "当事人" "party"
    Department "部门" "department"
    // Processes.
    Process "流程" "process"
    Start "发起方式" "start"
    State "状态" "state"
    Region "并行区域" "region"
    Event "事件" "event"
    Transition "转移" "transition"
    Outcome "分支" "outcome"
    Guard "条件" "guard"
    Requirement "要求" "requirement"
    Action "动作" "action"
    Entry "进入动作" "entry block"
    Exit "离开动作" "exit block"
    Always "自动转移" "automatic transition"
    Wait "等待" "wait"
    Data "数据项" "data item"
    Computed "计算值" "computed value"
    Key "键" "key"
    Case "个案" "case"
    Task "任务" "task"
    Decision "决定" "decision"
    Application "申请" "application"
    Handover "交接" "handover"
    Request "请求" "request"
    Signal "信号" "signal"
    Notice "通知" "notice"
    Child "子个案" "child case"
    // Time.
    Deadline "期限" "deadline"
    Due "到期" "due"
    Duty "定期义务" "duty"
    Calendar "日历" "calendar"
    CalendarException "日历例外" "calendar exception"
    Roster "排班" "roster"
    Slot "班次" "slot"
    Warning "预警" "warning"
    // Papers.
    Form "表单" "form"
    Line "表单行" "form line"
    Mark "签章" "mark"
    Register "台账" "register"
    Checklist "检查表" "checklist"
    DecisionTable "决策表" "decision table"
    Row "行" "row"
    Column "列" "column"
    Cell "单元格" "cell"
    Function "函数" "function"
    Name "名称" "name"
    // Money.
    Penalty "罚则" "penalty"
    Reward "奖励" "reward"
    Rung "罚则档次" "rung"
    Offence "违规行为" "offence"
    Joint "连带责任" "joint liability"
    Account "账户" "account"
    Measure "指标" "measure"
    Forbid "禁止规则" "prohibition"
    Sanction "处分" "sanction"
    // Scenarios and files.
    Scenario "场景" "scenario"
    Cast "人物" "cast member"
    Given "既有事实" "given fact"
    Step "步骤" "step"
    Variant "变体" "variant"
    Expectation "期望" "expectation"
    File "文件" "file"
    Folder "文件夹" "folder"
    Policy "制度文件" "policy"
    Piece "共享片段" "shared piece"
}

/// Several things any of which would do: `text or list of texts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyOf(pub Vec<Word>);

impl From<Word> for AnyOf {
    fn from(word: Word) -> Self {
        Self(vec![word])
    }
}

impl<const N: usize> From<[Word; N]> for AnyOf {
    fn from(words: [Word; N]) -> Self {
        Self(words.into())
    }
}

impl Say for AnyOf {
    fn say(&self, lang: Lang) -> String {
        let words: Vec<String> = self.0.iter().map(|word| word.say(lang)).collect();
        words.join(lang.pick("或", " or "))
    }
}
