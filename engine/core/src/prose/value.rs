//! Values as written: literals in the words of the language, anything else as an expression.

use super::Voice;
use super::names::{called, find};
use crate::guard::ast::Parsed;
use crate::model::Written;
use crate::model::field::Field;
use crate::money::{Currency, Money};
use crate::syntax::NodeKind;
use zhidu_time::Amount;

impl<'a> Voice<'a> {
    /// A value; `of` is the field it is for, whose options have names.
    pub(super) fn value(self, written: &Written, of: Option<&'a Field>) -> String {
        match &written.kind {
            NodeKind::Text(text) => self.text(&text.value, of),
            NodeKind::Integer(number) => number.to_string(),
            NodeKind::Decimal(digits) => digits.clone(),
            NodeKind::Boolean(true) => self.pick("是", "yes").to_owned(),
            NodeKind::Boolean(false) => self.pick("否", "no").to_owned(),
            NodeKind::DateTime(point) => point.clone(),
            NodeKind::List(items) => self.all(&items.iter().map(|item| self.value(item, of)).collect::<Vec<_>>()),
            NodeKind::Table(table) if table.get("text").is_some() => table
                .get("text")
                .and_then(|node| node.as_text())
                .map(|text| self.words(&text.value))
                .unwrap_or_default(),
            NodeKind::Table(_) | NodeKind::Tables(_) | NodeKind::Broken => "…".to_owned(),
        }
    }

    /// A text that is a literal, or an expression.
    fn text(self, text: &str, of: Option<&'a Field>) -> String {
        if let Some(option) = of.and_then(|field| self.option(field, text)) {
            return option;
        }
        if let Some(literal) = self.literal(text) {
            return literal;
        }
        match self.scripts.parse(text) {
            Ok(Parsed::Plain(ast)) => self.said(&ast),
            Ok(Parsed::Script(_)) | Err(_) => self.as_written(text),
        }
    }

    /// What is not said in words stands as it was written.
    pub(super) fn as_written(self, text: &str) -> String {
        format!("`{}`", text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// An amount of time or money, or a share.
    fn literal(self, text: &str) -> Option<String> {
        if let Ok(amount) = Amount::parse(text) {
            return Some(self.lang.pick(amount.zh(), amount.to_string()));
        }
        if let Some(money) = Money::parse(text) {
            return Some(self.money(money));
        }
        text.strip_suffix('%')
            .filter(|share| !share.is_empty() && share.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
            .map(|share| format!("{share}%"))
    }

    /// A number of units of the institution's currency.
    pub(super) fn in_currency(self, units: &str) -> String {
        let written = self.policy.institution.as_ref().and_then(|institution| institution.currency.as_ref());
        let currency = written.and_then(|code| Currency::parse(&code.value)).unwrap_or(Currency::CNY);
        Money::parse(&format!("{units} {currency}"))
            .map_or_else(|| format!("{units} {currency}"), |money| self.money(money))
    }

    pub(super) fn money(self, money: Money) -> String {
        let units = money.units().normalize();
        let yuan = money.currency() == Currency::CNY;
        if yuan { self.lang.pick(format!("{units} 元"), money.to_string()) } else { money.to_string() }
    }

    /// A parameter, with the value that stands in where the institution gives none.
    pub(super) fn parameter_called(self, id: &str) -> String {
        let Some(parameter) = find(&self.policy.parameters, id) else { return self.quoted(id) };
        let name = self.quoted(&called(&parameter.head));
        let default = parameter.default.as_ref().map(|value| {
            let value = self.value(value, None);
            self.lang.pick(format!("默认 {value}"), format!("{value} unless said"))
        });
        let remark = default.unwrap_or_default();
        format!("{name}{}", self.aside(&remark))
    }
}
