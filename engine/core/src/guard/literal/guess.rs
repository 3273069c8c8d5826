//! What the author of a text that is neither a literal nor an expression was trying to write.

use crate::guard::written::narrow;
use crate::value::Type;

/// Signs that only expressions have.
const SIGNS: [&str; 14] = ["==", "!=", ">=", "<=", "&&", "||", " > ", " < ", " + ", " * ", " = ", " in ", "\"", "!"];

/// Whether a text looks like a try at a literal of a type, rather than an expression: it begins like a number, or, where
/// an option or a role is wanted, has nothing an expression has.
pub(super) fn is_literal(text: &str, ty: &Type) -> bool {
    let plain = narrow(text.trim());
    match ty {
        Type::Money | Type::Percent | Type::Date | Type::Time | Type::Instant | Type::Duration => {
            (begins_with_number(&plain) || begins_with_weekday(&plain)) && !is_expression(&plain)
        }
        Type::Int | Type::Decimal => begins_with_number(&plain) && !is_expression(&plain) && plain.contains([',', '_']),
        Type::Bool => ["true", "false", "yes", "no", "是", "否"].contains(&plain.to_lowercase().as_str()),
        Type::Choice(_) | Type::Role => !is_expression(&plain) && !begins_with_number(&plain),
        _ => false,
    }
}

/// Whether a text looks like words for people: something that names nothing and has more than one word or a character
/// of no Latin script.
pub(super) fn is_prose(text: &str) -> bool {
    !is_expression(text) && (text.trim().contains(char::is_whitespace) || !text.is_ascii())
}

/// Whether a text has what only expressions have: an operator, a call, a dot between two names.
fn is_expression(text: &str) -> bool {
    let name = |c: char| c.is_alphanumeric() || c == '_';
    let word = |c: char| c.is_alphabetic() || c == '_';
    let chars: Vec<char> = text.chars().collect();
    let joined = chars.windows(3).any(|w| name(w[0]) && w[1] == '.' && word(w[2]));
    let called = chars.windows(2).any(|w| name(w[0]) && w[1] == '(');
    joined || called || SIGNS.iter().any(|sign| text.contains(sign))
}

fn begins_with_number(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '+', '¥', '￥', '$', '€', ' ']);
    text.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十两半百".contains(c))
}

fn begins_with_weekday(text: &str) -> bool {
    text.split(' ').next().is_some_and(|word| zhidu_time::parse_weekday(word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_literals_and_prose_are_told_apart() {
        for text in ["case.x", "csae.ring > 3", "score(1)", "a == b", "a in b", "!b"] {
            assert!(is_expression(text), "{text}");
        }
        for text in ["请稍候", "please wait.", "majr", "30 minuts", "100CNY", "v 2"] {
            assert!(!is_expression(text), "{text}");
        }
        assert!(is_prose("please wait") && is_prose("请稍候") && !is_prose("major") && !is_prose("case.x + 1"));
        assert!(is_literal("¥100", &Type::Money) && is_literal("三天", &Type::Duration));
        assert!(!is_literal("100 * case.n", &Type::Money));
    }
}
