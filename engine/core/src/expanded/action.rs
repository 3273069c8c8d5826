//! Actions, each under the idea of the core it belongs to.

use super::{Outline, View, titled};
use crate::guard::expr::Expr;
use crate::program::{Action, Assign, Notice, OnLeave, Open, Signal, Verb};
use crate::value::Text;

impl View<'_> {
    pub(super) fn actions(self, actions: &[Action], out: &mut Outline) {
        for action in actions {
            self.action(action, out);
        }
    }

    fn action(self, action: &Action, out: &mut Outline) {
        let each = action.each.as_ref().map(|each| format!(" {} [{}]", self.pick("逐个", "each"), self.guard(each)));
        let when = action.when.as_ref().map(|when| format!(" {} [{}]", self.pick("若", "when"), self.guard(when)));
        let conditions = each.unwrap_or_default() + &when.unwrap_or_default();
        let rest = format!("{conditions}{}{}", self.at(action.span), self.cites(&action.clauses));
        let Verb::Group { then, otherwise } = &action.verb else {
            out.line(&(self.verb(&action.verb) + &rest));
            return;
        };
        out.line(&format!("{}{rest}", self.pick("一组", "group")));
        out.inside(|out| self.actions(then, out));
        if !otherwise.is_empty() {
            out.line(self.pick("否则", "otherwise"));
            out.inside(|out| self.actions(otherwise, out));
        }
    }

    fn verb(self, verb: &Verb) -> String {
        let (data, effect) = (self.pick("数据", "data"), self.pick("效果", "effect"));
        match verb {
            Verb::Set(assign) => format!("{data} {}", self.assign(assign, "=")),
            Verb::Add(assign) => format!("{data} {}", self.assign(assign, "+=")),
            Verb::Assign { to, part } => format!("{data} {} = {}", part.as_deref().unwrap_or("owner"), self.party(to)),
            Verb::Notify(notice) => format!("{effect} {}", self.notice(notice)),
            Verb::Request { name, with, undo, grave } => {
                let undo = undo.as_ref().map(|undo| format!(" {} {undo}", self.pick("撤回用", "undone by")));
                let grave = if *grave { self.pick("（严重）", " (grave)") } else { "" };
                let rest = undo.unwrap_or_default() + grave + &self.contents(with);
                format!("{effect} {} {name}{rest}", self.pick("请求", "request"))
            }
            Verb::Signal(signal) => format!("{effect} {}", self.signal(signal)),
            Verb::Cancel { id } => format!("{effect} {} {id}", self.pick("取消信号", "cancel signal")),
            Verb::Record { register, whom, with } => {
                let register = &self.program.registers[register.at()];
                let whom = whom.as_ref().map(|whom| format!(" {} {}", self.pick("关于", "about"), self.party(whom)));
                let rest = whom.unwrap_or_default() + &self.contents(with);
                format!("{} {}{rest}", self.pick("登记", "register"), titled(&register.id, register.name.as_ref()))
            }
            Verb::Penalize { penalty, whom, rule } => {
                let penalty = &self.program.penalties[penalty.at()];
                let rule = rule.as_ref().map(|rule| format!(" {} {}", self.pick("规定", "rule"), self.expr(rule)));
                let rest = format!(" -> {}{}", self.party(whom), rule.unwrap_or_default());
                format!("{} {}{rest}", self.pick("台账", "ledger"), titled(&penalty.id, penalty.name.as_ref()))
            }
            Verb::Open(open) => self.open(open),
            Verb::Raise { event, with } => {
                let field = |slot: crate::guard::expr::FieldSlot| self.process.fields[slot.at()].clone();
                let with: Vec<(Text, Expr)> = with.iter().map(|(slot, expr)| (field(*slot), expr.clone())).collect();
                let event = &self.process.events[event.at()].name;
                format!("{} {event}{}", self.pick("内部事件", "internal event"), self.contents(&with))
            }
            Verb::Group { .. } => String::new(),
        }
    }

    fn notice(self, notice: &Notice) -> String {
        let name = notice.name.as_ref().map(|name| format!(" {} {name}", self.pick("名为", "as"))).unwrap_or_default();
        let deadline = notice.deadline.map(|ix| &self.process.deadlines[ix.at()].id);
        let starts = deadline.map(|id| format!("{} {id}", self.pick("，开始期限", ", starts deadline")));
        let channel = notice.channel.as_ref().map(|channel| format!(" {} {channel}", self.pick("经", "by")));
        let about = notice.about.as_ref().map(|about| format!(" {about:?}")).unwrap_or_default();
        let rest = channel.unwrap_or_default() + &about + &self.contents(&notice.with);
        format!("{} {}{name}{rest}{}", self.pick("通知", "notify"), self.party(&notice.to), starts.unwrap_or_default())
    }

    fn signal(self, signal: &Signal) -> String {
        let event = &self.program.processes[signal.process.at()].events[signal.event.at()].name;
        let id = signal.id.as_ref().map(|id| format!(" {} {id}", self.pick("名为", "as"))).unwrap_or_default();
        let wait = signal.wait.as_ref().map(|wait| format!(" {} {}", self.pick("过", "after"), self.expr(wait)));
        let rest = id + &wait.unwrap_or_default() + &self.contents(&signal.with);
        format!("{} {event} -> {}{rest}", self.pick("信号", "signal"), self.expr(&signal.to))
    }

    fn assign(self, assign: &Assign, sign: &str) -> String {
        format!("case.{} {sign} {}", self.process.data[assign.slot.at()].field.id, self.expr(&assign.expr))
    }

    fn open(self, open: &Open) -> String {
        let child = &self.program.processes[open.process.at()];
        let id = |slot: crate::guard::expr::DataSlot| child.data[slot.at()].field.id.clone();
        let with: Vec<(Text, Expr)> = open.with.iter().map(|(slot, expr)| (id(*slot), expr.clone())).collect();
        let part = open.part.as_ref().map(|part| format!(" {} {part}", self.pick("名为", "as"))).unwrap_or_default();
        let owner = open.owner.as_ref().map(|owner| format!(", owner = {}", self.party(owner))).unwrap_or_default();
        let leave = match open.on_leave {
            OnLeave::Keep => "",
            OnLeave::Cancel => self.pick("，离开时撤销", ", cancelled on leave"),
        };
        let title = titled(&child.id, child.name.as_ref());
        format!("{} {title}{part}{}{owner}{leave}", self.pick("另立个案", "case"), self.contents(&with))
    }

    fn contents(self, with: &[(Text, Expr)]) -> String {
        let with: Vec<String> = with.iter().map(|(id, expr)| format!("{id} = {}", self.expr(expr))).collect();
        if with.is_empty() { String::new() } else { format!(" {{ {} }}", with.join(", ")) }
    }
}
