//! What is refused wherever the case stands.

use super::{Sentence, Voice};
use crate::model::Name;
use crate::model::forbid::Forbid;

impl Voice<'_> {
    pub(super) fn forbid(self, forbid: &Forbid, around: &[Name]) -> Sentence {
        let events = self.events(&forbid.events);
        let when = forbid.when.as_ref().map(|when| self.condition(when));
        let unless = forbid.unless.as_ref().map(|unless| self.condition(unless));
        let text = match (when, unless) {
            (None, None) => self.lang.pick(format!("不得{events}"), format!("Nobody may {events}")),
            (Some(when), None) => {
                self.lang.pick(format!("{when}的，不得{events}"), format!("If {when}, nobody may {events}"))
            }
            (None, Some(unless)) => {
                self.lang.pick(format!("不得{events}，除非{unless}"), format!("Nobody may {events} unless {unless}"))
            }
            (Some(when), Some(unless)) => self.lang.pick(
                format!("{when}的，不得{events}，除非{unless}"),
                format!("If {when}, nobody may {events} unless {unless}"),
            ),
        };
        let say = forbid.say.as_ref().map(|say| self.aside(&self.filled(say))).unwrap_or_default();
        self.sentence((text + &say, Vec::new()), &forbid.head, around, Vec::new())
    }
}
