//! Every sentence the command line says, in both languages side by side. A sentence without its twin does not compile.

use crate::verb::test::floors::Lack;
use zhidu::outcome::{Objection, Reason};
use zhidu::problem::Lang;
use zhidu::scenario::report::{Failure, Subject};
use zhidu::scenario::{Kind, Word};
use zhidu::value::Text;

/// The sentences of a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words(pub(crate) Lang);

/// Sentences without arguments, then with them: name, Chinese, English.
macro_rules! sentences {
    ($($name:ident $(($($arg:ident: $type:ty),*))? = $zh:literal, $en:literal;)*) => {
        impl Words {
            $(sentences!(@one $name $(($($arg: $type),*))? = $zh, $en);)*
        }
    };
    (@one $name:ident = $zh:literal, $en:literal) => {
        pub(crate) const fn $name(self) -> &'static str {
            match self.0 { Lang::Zh => $zh, Lang::En => $en }
        }
    };
    (@one $name:ident ($($arg:ident: $type:ty),*) = $zh:literal, $en:literal) => {
        pub(crate) fn $name(self, $($arg: $type),*) -> String {
            match self.0 { Lang::Zh => format!($zh), Lang::En => format!($en) }
        }
    };
}

sentences! {
    // The command and its flags.
    about = "把成文的制度写成能运行的文件：检查、测试、画图", "Written rules as files that run: check them, test them, draw them";
    heading_verbs = "命令", "Commands";
    heading_flags = "选项", "Options";
    heading_arguments = "参数", "Arguments";
    value_verb = "命令", "COMMAND";
    value_paths = "路径", "PATHS";
    value_path = "路径", "PATH";
    man_headings = "名称 概要 说明 版本", "NAME SYNOPSIS DESCRIPTION VERSION";
    help_template = "{about}\n\n用法：{usage}\n\n{all-args}", "{about}\n\nUsage: {usage}\n\n{all-args}";
    flag_help = "显示帮助", "Show help";
    flag_version = "显示版本", "Show the version";
    flag_lang = "消息的语言：zh 中文，en 英文", "Language of messages: zh Chinese, en English";
    flag_colour = "颜色：auto 只在终端上用，always 总用，never 不用", "Colours: auto on terminals only, always, never";
    flag_quiet = "只显示失败", "Show failures only";
    flag_verbose = "也显示通过的", "Show also what passed";
    wrong_command(text: &str) = "命令写得不对：\n{text}", "{text}";
    unwritable(reason: &str) = "写不出报告：{reason}", "the report cannot be written: {reason}";

    // Verbs.
    check_about = "检查制度文件，一次列出所有问题", "Check policy files and list all problems in one run";
    check_paths = "一项制度的文件夹，或装着几项制度的文件夹", "The folder of a policy, or a folder of policies";
    check_all = "问题再多也全部显示", "Show all problems, however many";
    test_about = "运行制度的情景，把结果与期望比较", "Run the scenarios of policies and compare results with expectations";
    test_paths = "制度的文件夹、装着几项制度的文件夹，或情景文件", "Folders of policies, a folder of policies, or scenario files";
    test_filter = "只运行选中的情景：name=*夜班*、clause=24、file=gs-*，用分号并列；没有等号就是名称的一部分",
        "Run these scenarios only: name=*night*, clause=24, file=gs-*, joined by semicolons; without `=`, part of a name";
    test_filter_value = "条件", "FILTER";
    test_coverage = "列出没有覆盖到的条款、状态、转移和条件", "List the clauses, states, transitions and conditions not covered";
    test_floors = "覆盖率的下限（百分比），达不到算失败：clause=100,transition=80，或一个数管所有",
        "Least coverage in percent, below it the run fails: clause=100,transition=80, or one number for all";
    test_floors_value = "下限", "FLOORS";
    test_matrix = "列出每个条款由哪些元素实现、由哪些情景验证", "List each clause with the elements that implement it and the rows that show it";
    test_jobs = "同时运行几个情景，默认每个处理器核一个", "How many scenarios run at once; one per core if not given";
    test_jobs_value = "个数", "N";
    test_shard = "只运行几份中的一份，例如 1/3；各份合起来正好是全部", "Run one share of several, such as 1/3; all shares together are everything, once";
    test_shard_value = "份", "I/N";
    test_timings = "报告里写明用时（否则同样的输入得到同样的报告）", "Say in reports how long it took (without it, the same input gives the same reports)";
    test_bless = "按实际结果改写没通过的期望（只改 expect），先问再改", "Rewrite expectations that failed by what was found (expect only), asking first";
    test_yes = "改写前不再询问", "Do not ask before rewriting";
    test_report = "另写一份报告：junit、json 或 csv（条款对照表）；文件 - 是标准输出，可写多次",
        "Write a report beside: junit, json or csv (clauses against rows); the file - is the standard output; may be repeated";
    check_report = "另写一份报告：json；文件 - 是标准输出", "Write a report beside: json; the file - is the standard output";
    report_value = "格式=文件", "FORMAT=FILE";
    schema_about = "打印报告的 JSON Schema", "Print the JSON Schema of reports";
    schema_name = "哪一种：report 是 test 和 check 的 JSON 报告", "Which one: report is the JSON report of test and check";
    schema_name_value = "名称", "NAME";
    test_fail_fast = "有一个情景失败就停下", "Stop at the first scenario that fails";
    test_no_tests = "没有情景可运行时：fail 算失败（退出码 4），pass 算通过", "Where no scenario runs: fail (exit code 4) or pass";
    graph_about = "画出流程的状态和转移", "Draw the states and transitions of a process";
    graph_process = "只画这个流程", "Draw this process only";
    graph_process_value = "流程", "PROCESS";
    graph_format = "tree 缩进的文字，mermaid 和 dot 供别的工具用", "tree is indented text, mermaid and dot are for other tools";
    graph_expanded = "展开：简写成为的状态、转移、数据、期限、台账和效果，逐条注明出处",
        "In full: the states, transitions, data, deadlines, ledger entries and effects that short words become, each with its line";
    no_process(name: &str, known: &str) = "没有流程 `{name}`；有 {known}", "there is no process `{name}`; there are {known}";
    explain_about = "解释一个问题代码，例如 ZD0801", "Explain the code of a problem, such as ZD0801";
    explain_code = "问题代码", "The code";
    explain_code_value = "代码", "CODE";
    no_such_code(code: &str) = "没有代码 `{code}`", "there is no code `{code}`";
    read_about = "把制度读成通顺的文字，一条一条", "Tell a policy as prose, clause by clause";
    read_clause = "只读这一条；可以写几次", "This clause only; may be said several times";
    read_clause_value = "条款", "CLAUSE";
    read_summary(text: &str) = "原文概括：{text}", "summary: {text}";
    read_manual(text: &str) = "不由程序判断：{text}", "not for an engine to decide: {text}";
    read_nothing = "还没有哪里执行这一条。", "nothing implements it yet.";
    read_off = "未启用", "switched off";
    read_rest = "未注明条款", "without a clause";
    no_clause(clause: &str, known: &str) = "没有条款 `{clause}`；有 {known}", "there is no clause `{clause}`; there are {known}";
    new_about = "新建一项小制度作样子，能检查、能测试", "Make a small policy to begin with: it checks clean and its tests pass";
    new_folder = "新文件夹，或空文件夹", "A new folder, or an empty one";
    new_id = "制度的代号；不写就用文件夹的名字", "The policy's id; the folder's name where it is left out";
    new_name = "制度的名称；不写就用文件夹的名字", "The policy's name; the folder's name where it is left out";
    value_id = "代号", "ID";
    value_name = "名称", "NAME";
    bad_id(id: &str) = "代号 `{id}` 不行：要 1 到 64 个字，用 --id 另写一个", "the id `{id}` will not do: it has 1 to 64 characters; say another with --id";
    not_empty(folder: &str) = "`{folder}` 已有内容，什么都没有写；换一个新文件夹", "`{folder}` is not empty, nothing was written; name a new folder";
    made(folder: &str) = "`{folder}` 建好了，先读 `{folder}/README.md`，再试：\n  zhidu check {folder}\n  zhidu test {folder}\n",
        "`{folder}` is ready: read `{folder}/README.md`, then try\n  zhidu check {folder}\n  zhidu test {folder}\n";
    completions_about = "打印命令行补全脚本", "Print the completions of a shell";
    completions_shell = "哪种 shell", "Which shell";
    man_about = "写出中文和英文的手册页", "Write manual pages in English and Chinese";
    man_folder = "写到哪个文件夹：man1 和 zh_CN/man1", "The folder to write them to: man1 and zh_CN/man1";
    value_folder = "文件夹", "FOLDER";
    written(path: &str) = "已写出 {path}", "wrote {path}";

    // Step.
    step_about = "逐行接收事件（JSON），逐行给出结果，供任何语言的程序使用", "Take events line by line as JSON and answer each with what came of it, for programs in any language";
    step_path = "一项制度的文件夹", "The folder of a policy";
    step_directory = "人员文件：[[cast]]，写法与情景相同", "The people: a file of [[cast]] as in scenarios";
    step_state = "状态文件：有就接着上次，结束时写回", "The state: read if it exists, written at the end";
    step_values = "参数值的文件", "The institution's own values of the parameters";
    step_schema = "打印输入与输出的 JSON Schema", "Print the JSON Schema of what is read and written";
    value_file = "文件", "FILE";
    step_one_policy = "只能写一项制度的文件夹", "name the folder of exactly one policy";
    step_bad_state(path: &str, why: &str) = "`{path}` 不是可用的状态文件：{why}", "`{path}` is no state file that can be read: {why}";
    step_other_version = "`schema_version` 不是 1", "`schema_version` is not 1";
    step_other_policy(path: &str, other: &str) = "`{path}` 是制度 `{other}` 另一文本的状态：用当时的文本接着运行，或另用一个状态文件",
        "`{path}` is the state of another text of a policy (`{other}`): go on with that text, or use another state file";
    step_bad_memory = "`now`、`opened`、`names` 或 `answers` 读不出", "`now`, `opened`, `names` or `answers` cannot be read";
    step_too_long = "一行超过 1 MiB", "the line is longer than 1 MiB";
    step_no_json(column: usize) = "第 {column} 列起不是 JSON", "no JSON from column {column} on";
    step_no_object = "应是一个对象", "expected an object";
    step_no_text = "应是一段不空的文本", "expected a text that is not empty";
    step_missing(key: &str) = "缺少 `{key}`", "`{key}` is missing";
    step_unknown_key(keys: &str) = "没有这个键；可用 {keys}", "there is no such key; use {keys}";
    step_case_and_new = "`case` 与 `new` 只能有一个", "`case` and `new` exclude each other";
    step_no_effect = "应是 `effects` 里的一个编号", "expected an id from `effects`";
    step_no_result = "应是 \"confirmed\" 或 \"failed\"", "expected \"confirmed\" or \"failed\"";
    step_no_time = "应是 \"2026-03-02T09:14:00+08:00\"、制度所在时区的 \"2026-03-02 09:14\"，或 1970 年以来的秒数",
        "expected \"2026-03-02T09:14:00+08:00\", \"2026-03-02 09:14\" in the policy's zone, or seconds since 1970";
    step_no_integer = "带小数的数要写成文本，如 \"1.5\"、\"100 CNY\"", "write numbers with decimals as text: \"1.5\", \"100 CNY\"";
    step_null = "列表里不能有 null", "a list holds no null";
    step_earlier(now: &str) = "时钟已到 {now}，不能往回走", "the clock stands at {now} and does not go back";
    step_our_name = "`case-` 开头或含有 `#` 的名称由本程序给出", "names that begin with `case-` or hold `#` are given by this program";
    step_name_taken(name: &str) = "已经有过个案 `{name}`", "there was a case `{name}` already";
    refused_malformed(what: &str) = "`{what}` 不认识，或类型不符", "`{what}` is unknown or of another type";
    refused_forbidden(what: &str) = "禁止：{what}", "forbidden: {what}";
    refused_not_for_you(what: &str) = "此人不能办理 `{what}`", "`{what}` is not for this person";
    refused_not_now(what: &str) = "现在不行：{what}", "not now: {what}";
    refused_missing(what: &str) = "缺少 {what}", "{what} is missing";
    refused_unmet(what: &str) = "不满足：{what}", "does not hold: {what}";
    refused_not_accepted(what: &str) = "此时不接受 `{what}`", "`{what}` is not accepted here";
    refused_not_in_force = "制度还没有生效", "the rules are not in force yet";

    // Paths.
    no_path(path: &str) = "没有 `{path}` 这个文件夹或文件", "there is no folder or file `{path}`";
    no_policy(path: &str) = "`{path}` 里没有制度：哪个文件都没有 `[institution]`", "`{path}` holds no policy: no file has `[institution]`";
    unreadable(path: &str, reason: &str) = "读不了 `{path}`（{reason}）", "`{path}` cannot be read ({reason})";
    unwritable_file(path: &str, reason: &str) = "写不了 `{path}`（{reason}）", "`{path}` cannot be written ({reason})";
    bad_filter(part: &str) = "看不懂条件 `{part}`：可用 name=、clause=、file=", "the filter `{part}` is not understood: use name=, clause= or file=";

    bad_floors(part: &str) = "看不懂下限 `{part}`：例如 clause=100,state=90,transition=80,guard=50,option=100，或 80",
        "the floor `{part}` is not understood: use clause=100,state=90,transition=80,guard=50,option=100 or 80";
    bad_shard(text: &str) = "看不懂 `{text}`：第一份共三份写作 1/3", "the share `{text}` is not understood: the first of three is 1/3";
    bad_jobs(text: &str) = "个数 `{text}` 不对：要一个大于零的整数", "the number `{text}` is wrong: it must be a whole number above zero";
    bad_report(text: &str, known: &str) = "看不懂报告 `{text}`：写作 格式=文件，格式有 {known}",
        "the report `{text}` is not understood: use FORMAT=FILE with one of {known}";
    report_twice(text: &str) = "`{text}` 与前面的报告写到同一处：每份报告要有自己的文件", "`{text}` goes where another report goes: each needs a file of its own";
    report_nowhere(path: &str, reason: &str) = "报告写不到 `{path}`（{reason}）：换一个文件，或先建好文件夹",
        "no report can be written to `{path}` ({reason}): name another file, or make its folder first";
    progress(count: usize, total: usize) = "已运行 {count}/{total} 个情景", "{count} of {total} scenarios";

    // Check.
    checked(count: usize) = "{count} 项制度没有问题", "policies without problems: {count}";

    // Test: the list.
    word_passed = "通过", "PASS";
    word_failed = "失败", "FAIL";
    word_invalid = "不可用", "INVALID";
    main_line = "主线", "main line";
    seconds(text: &str) = "{text} 秒", "{text} s";
    nothing_ran = "没有情景可运行", "no scenario to run";
    at_end = "全部", "overall";
    more_failures(count: usize) = "这一条线上还有 {count} 处不符", "{count} more on this line";
    more_facts(count: usize) = "……还有 {count} 条", "… {count} more";

    // Test: comparisons.
    expected = "期望", "expected";
    found = "实际", "found";
    nothing = "（无）", "(nothing)";
    unsaid = "（没写）", "(not expected)";
    no_case = "没有这个个案", "there is no such case";
    given_failed = "既有的个案不能这样存在", "what is given cannot stand like this";
    false_cover = "没有一行期望用到这一条款", "no row whose expectation names its effect involves this clause";
    decide_differs = "到期不符", "the due differs";
    unexpected_denial = "被拒绝，这一行没有写", "refused, which the row does not expect";
    unexpected_charge = "有处罚，这一行没有写", "a charge the row does not expect";
    unexpected_offence = "立了违规个案，这一行没有写", "an offence was opened, which the row does not expect";
    unexpected_miss = "期限过期，这一行没有写", "a deadline was missed, which the row does not expect";
    unexpected_incident = "出了故障", "an incident";

    // Test: facts.
    fact_denied(reason: &str, what: &str) = "拒绝 {reason}：{what}", "refused, {reason}: {what}";
    fact_clauses(clauses: &str) = "（条款 {clauses}）", " (clauses {clauses})";
    fact_could(names: &str) = "；可以的有 {names}", "; possible for {names}";
    fact_incident(case: &str, what: &str) = "个案 {case} 故障：{what}", "incident in case {case}: {what}";
    fact_outweighed(penalty: &str, person: &str) = "{person} 的 {penalty} 没有入账：同一行为已有更重的", "{penalty} of {person} was not booked: a heavier charge stands for the same act";
    fact_taken(place: &str, text: &str) = "走了 {place}  {text}", "took {place}  {text}";
    fact_true(place: &str, text: &str) = "成立 {place}  {text}", "true {place}  {text}";
    fact_false(place: &str, text: &str) = "不成立 {place}  {text}", "false {place}  {text}";

    // Test: coverage.
    clauses_covered(covered: usize, total: usize) = "条款覆盖 {covered}/{total}", "clauses covered {covered} of {total}";
    clauses_open(list: &str) = "；未覆盖：{list}", "; not covered: {list}";
    ratio(kinds: &str, covered: usize, total: usize) = "{kinds} {covered}/{total}", "{kinds} {covered} of {total}";
    never_true = "条件从未成立", "condition never true";
    never_false = "条件从未不成立", "condition never false";
    too_little(kinds: &str, covered: usize, total: usize, asked: usize) = "{kinds}覆盖 {covered}/{total}，要求 {asked}%", "{kinds} covered {covered} of {total}, asked for {asked} %";
    policy_itself = "制度", "policy";
    coverage_itself = "覆盖率", "coverage";

    // Test: blessing.
    bless_ci = "设了环境变量 CI：流水线里不能改写期望，请在自己的机器上改", "CI is set: no pipeline may rewrite expectations, do it on a machine of your own";
    bless_unasked = "这里没有人可问：加 --yes 表示不问就改", "nobody can be asked here: say --yes to rewrite without asking";
    bless_nothing = "没有要改写的期望", "no expectation to rewrite";
    bless_incident(path: &str) = "`{path}` 不改写：出了故障，故障从来不是期望", "`{path}` is left as it is: an incident is never what is expected";
    bless_invalid(path: &str) = "`{path}` 不改写：情景本身不可用，先用 check 改好", "`{path}` is left as it is: the scenario itself is invalid, see check";
    bless_unfit(path: &str) = "`{path}` 不改写：这样的写法改不了，请手工改", "`{path}` is left as it is: it cannot be rewritten in this form, edit it by hand";
    bless_changed(path: &str) = "`{path}` 不改写：运行之后文件又变了", "`{path}` is left as it is: it changed since it was run";
    bless_ask(count: usize) = "改写以上 {count} 个文件？(y/N) ", "rewrite these files ({count})? (y/N) ";
    blessed(path: &str) = "已改写 {path}", "rewritten {path}";

    // Test: the matrix.
    clause_covered = "有情景验证", "covered";
    clause_open = "没有情景验证", "not covered";
    clause_manual(why: &str) = "由人判断：{why}", "for people to judge: {why}";
    samples(list: &str) = "用了示例值的参数：{list}", "parameters at their sample values: {list}";
}

impl Words {
    /// A sum of scenarios: those of zero are left out, but for the passed ones.
    pub(crate) fn sum(self, passed: usize, failed: usize, invalid: usize, skipped: usize) -> String {
        let parts = match self.0 {
            Lang::Zh => [
                (passed, true, format!("通过 {passed}")),
                (failed, false, format!("失败 {failed}")),
                (invalid, false, format!("不可用 {invalid}")),
                (skipped, false, format!("跳过 {skipped}")),
            ],
            Lang::En => [
                (passed, true, format!("{passed} passed")),
                (failed, false, format!("{failed} failed")),
                (invalid, false, format!("{invalid} invalid")),
                (skipped, false, format!("{skipped} skipped")),
            ],
        };
        let shown = parts.into_iter().filter(|(count, always, _)| *always || *count > 0);
        let joiner = self.0.pick(" · ", ", ");
        shown.map(|(.., text)| text).collect::<Vec<_>>().join(joiner)
    }

    /// How many rows on how many lines a scenario has.
    pub(crate) fn extent(self, rows: usize, lines: usize) -> String {
        match (self.0, lines) {
            (Lang::Zh, 1) => format!("{rows} 行"),
            (Lang::Zh, _) => format!("{rows} 行，{lines} 条线"),
            (Lang::En, 1) => format!("{rows} {}", plural(rows, "row")),
            (Lang::En, _) => format!("{rows} {} on {lines} lines", plural(rows, "row")),
        }
    }

    /// Why something is refused, in one sentence: what the policy says to people where it says something.
    pub(crate) fn objection(self, objection: &Objection) -> String {
        let joined = |ids: &[Text]| ids.join(self.0.pick("、", ", "));
        let what = &objection.what;
        let mut text = match (&objection.say, objection.reason) {
            (Some(say), _) => say.to_string(),
            (None, Reason::Malformed) => self.refused_malformed(what),
            (None, Reason::Forbidden) => self.refused_forbidden(what),
            (None, Reason::NotForYou) => self.refused_not_for_you(what),
            (None, Reason::NotNow) => self.refused_not_now(what),
            (None, Reason::Missing) if objection.missing.is_empty() => self.refused_missing(what),
            (None, Reason::Missing) => self.refused_missing(&joined(&objection.missing)),
            (None, Reason::Unmet) => self.refused_unmet(what),
            (None, Reason::NotAccepted) => self.refused_not_accepted(what),
            (None, Reason::NotInForce) => self.refused_not_in_force().to_owned(),
        };
        if !objection.could.is_empty() {
            text.push_str(&self.fact_could(&joined(&objection.could)));
        }
        if !objection.clauses.is_empty() {
            text.push_str(&self.fact_clauses(&joined(&objection.clauses)));
        }
        text
    }

    /// A failure in one line.
    pub(crate) fn failure(self, failure: &Failure) -> String {
        let side = |side: &Option<String>, none: &'static str| side.as_deref().unwrap_or(none).to_owned();
        let differ = failure.pairs.iter().filter(|pair| !pair.agrees);
        let unsaid = if matches!(failure.subject, Subject::Unexpected(_)) { self.unsaid() } else { self.nothing() };
        let told: Vec<String> = differ
            .map(|pair| {
                let (expected, found) = (side(&pair.expected, unsaid), side(&pair.found, self.nothing()));
                match self.0 {
                    Lang::Zh => format!("期望 {expected}，实际 {found}"),
                    Lang::En => format!("expected {expected}, found {found}"),
                }
            })
            .collect();
        let subject = self.subject(&failure.subject);
        match told.is_empty() {
            true => subject.to_owned(),
            false => format!("{subject}{}{}", self.0.pick("：", ": "), told.join(self.0.pick("；", "; "))),
        }
    }

    /// Too little coverage in one line.
    pub(crate) fn lack(self, lack: &Lack<'_>) -> String {
        self.too_little(self.kinds(lack.kind), lack.covered, lack.total, lack.asked)
    }

    /// One of a kind of what can be covered.
    pub(crate) const fn kind(self, kind: Kind) -> &'static str {
        match (kind, self.0) {
            (Kind::Clause, Lang::Zh) => "条款",
            (Kind::State, Lang::Zh) => "状态",
            (Kind::Transition, Lang::Zh) => "转移",
            (Kind::Guard, Lang::Zh) => "条件",
            (Kind::Option, Lang::Zh) => "选项",
            (Kind::Clause, Lang::En) => "clause",
            (Kind::State, Lang::En) => "state",
            (Kind::Transition, Lang::En) => "transition",
            (Kind::Guard, Lang::En) => "condition",
            (Kind::Option, Lang::En) => "option",
        }
    }

    /// All of a kind.
    pub(crate) const fn kinds(self, kind: Kind) -> &'static str {
        match (kind, self.0) {
            (_, Lang::Zh) => self.kind(kind),
            (Kind::Clause, Lang::En) => "clauses",
            (Kind::State, Lang::En) => "states",
            (Kind::Transition, Lang::En) => "transitions",
            (Kind::Guard, Lang::En) => "conditions",
            (Kind::Option, Lang::En) => "options",
        }
    }

    /// What a failure is about, in one phrase.
    pub(crate) fn subject(self, subject: &Subject) -> &'static str {
        match subject {
            Subject::Word(word) => word.id(),
            Subject::Unexpected(word) => match word {
                Word::Charged => self.unexpected_charge(),
                Word::Opened => self.unexpected_offence(),
                Word::Missed => self.unexpected_miss(),
                Word::Incident => self.unexpected_incident(),
                _ => self.unexpected_denial(),
            },
            Subject::NoCase => self.no_case(),
            Subject::Given => self.given_failed(),
            Subject::Covers => self.false_cover(),
            Subject::Decide => self.decide_differs(),
        }
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}
