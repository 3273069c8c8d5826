//! What the host and other cases are asked: notices, requests, signals.

use super::Voice;
use crate::model::action::{Entries, Signal, Verb};
use crate::model::{Name, Written};

impl Voice<'_> {
    /// A notice, with the time its confirmation has.
    pub(super) fn notice(self, notice: &Verb) -> String {
        let Verb::Notify { to, about, channel, within, .. } = notice else { return String::new() };
        let channel =
            channel.as_ref().map(|channel| self.lang.pick(format!("以 {channel} "), format!(" by {channel}")));
        let channel = channel.unwrap_or_default();
        let about = about.as_ref().map(|about| self.filled(about)).unwrap_or_default();
        let about = if about.is_empty() { about } else { self.lang.pick(format!("：{about}"), format!(": {about}")) };
        let within = within.as_ref().map(|within| {
            let within = self.value(within, None);
            self.lang.pick(format!("，{within}内须确认送达"), format!(", to be confirmed within {within}"))
        });
        let (to, within) = (self.party(to), within.unwrap_or_default());
        self.lang.pick(format!("{channel}通知{to}{about}{within}"), format!("tell {to}{channel}{about}{within}"))
    }

    /// A request, with what takes it back.
    pub(super) fn request(self, name: &Name, with: &Entries, undo: Option<&Name>, grave: bool) -> String {
        let request = self.quoted(&name.value);
        let grave = if grave { self.pick("（严重）", " (grave)") } else { "" };
        let with: Vec<String> = with.iter().map(|(_, value)| self.value(value, None)).collect();
        let with = self.aside(&with.join(self.pick("、", ", ")));
        let undo = undo.map(|undo| {
            let undo = self.quoted(&undo.value);
            self.lang.pick(format!("，离开此处时以{undo}撤回"), format!(", taken back by {undo} on leaving"))
        });
        let undo = undo.unwrap_or_default();
        self.lang.pick(format!("请求执行{request}{grave}{with}{undo}"), format!("request {request}{grave}{with}{undo}"))
    }

    /// A signal, with its delay.
    pub(super) fn signal(self, signal: &Signal) -> String {
        let event = self.quoted(&signal.event.value);
        let wait = signal.wait.as_ref().map(|wait| {
            let wait = self.value(wait, None);
            self.lang.pick(format!("过{wait}"), format!(" after {wait}"))
        });
        let (to, wait) = (self.receiver(&signal.to), wait.unwrap_or_default());
        self.lang.pick(format!("{wait}向{to}发出信号{event}"), format!("signal {event} to {to}{wait}"))
    }

    fn receiver(self, to: &Written) -> String {
        match to.as_text() {
            Some(text) if text.value == "self" => self.pick("本个案", "this case").to_owned(),
            _ => self.value(to, None),
        }
    }

    /// Signals that are not sent any more.
    pub(super) fn cancel(self, id: &Name) -> String {
        let id = self.quoted(&id.value);
        self.lang.pick(format!("取消待发的信号{id}"), format!("cancel the signal {id} if it still waits"))
    }
}
