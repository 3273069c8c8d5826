//! Actions, each under the idea of the core it belongs to.

use super::{Outline, View, titled};
use crate::guard::expr::Expr;
use crate::program::{Action, Assign, OnLeave, Open, Verb};
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
            Verb::Notify { to, about, with, channel } => {
                let channel = channel.as_ref().map(|channel| format!(" {} {channel}", self.pick("经", "by")));
                let about = about.as_ref().map(|about| format!(" {about:?}")).unwrap_or_default();
                let rest = channel.unwrap_or_default() + &about + &self.contents(with);
                format!("{effect} {} {}{rest}", self.pick("通知", "notify"), self.party(to))
            }
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
