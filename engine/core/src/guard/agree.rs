//! Which types go together.

use crate::value::{Choice, Type};

/// Whether a value of type `found` may stand where `wanted` is asked for: the same type, an integer for a decimal, a
/// choice all of whose options the wanted one has, a case of a process for any case. Unknown goes with everything.
#[must_use]
pub fn fits(found: &Type, wanted: &Type) -> bool {
    match (found, wanted) {
        (Type::Unknown, _) | (_, Type::Unknown) | (Type::Int, Type::Decimal) => true,
        (Type::Choice(a), Type::Choice(b)) => a == b || a.options.iter().all(|o| has(b, &o.id)),
        (Type::Case(a), Type::Case(b)) => b.is_none() || a == b,
        (Type::List(a), Type::List(b)) => fits(a, b) && !needs_widening(a, b),
        (Type::Record(a), Type::Record(b)) => {
            a == b
                || a.fields.len() == b.fields.len()
                    && a.fields.iter().zip(&b.fields).all(|(a, b)| {
                        a.id == b.id
                            && (b.optional || !a.optional)
                            && fits(&a.ty, &b.ty)
                            && !needs_widening(&a.ty, &b.ty)
                    })
        }
        (a, b) => a == b,
    }
}

/// Whether an integer has to become a decimal.
#[must_use]
pub fn needs_widening(found: &Type, wanted: &Type) -> bool {
    matches!((found, wanted), (Type::Int, Type::Decimal))
}

/// The type that holds values of both, if one does.
#[must_use]
pub fn join(a: &Type, b: &Type) -> Option<Type> {
    if *a == Type::Unknown {
        return Some(b.clone());
    }
    if fits(b, a) {
        Some(a.clone())
    } else if fits(a, b) {
        Some(b.clone())
    } else {
        match (a, b) {
            (Type::Case(_), Type::Case(_)) => Some(Type::Case(None)),
            _ => None,
        }
    }
}

/// Whether values of two types may be compared for being equal, and can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// They may, and can be equal.
    Alike,
    /// They may, but no value is of both types.
    Apart,
    /// They are of different kinds.
    Other,
}

/// See [`Likeness`].
#[must_use]
pub fn likeness(a: &Type, b: &Type) -> Likeness {
    let among = |alike: bool| if alike { Likeness::Alike } else { Likeness::Apart };
    match (a, b) {
        (Type::Unknown, _) | (_, Type::Unknown) => Likeness::Alike,
        (Type::Int | Type::Decimal, Type::Int | Type::Decimal) => Likeness::Alike,
        (Type::Choice(a), Type::Choice(b)) => among(a.options.iter().any(|o| has(b, &o.id))),
        (Type::Case(Some(a)), Type::Case(Some(b))) => among(a == b),
        (Type::Case(_), Type::Case(_)) => Likeness::Alike,
        // Items are compared as they are, and an integer is no decimal there.
        (Type::List(a), Type::List(b)) if a == b => Likeness::Alike,
        (Type::List(a), Type::List(b))
            if matches!((&**a, &**b), (Type::Int, Type::Decimal) | (Type::Decimal, Type::Int)) =>
        {
            Likeness::Other
        }
        (Type::List(a), Type::List(b)) => likeness(a, b),
        (a, b) if a == b => Likeness::Alike,
        _ => Likeness::Other,
    }
}

/// Whether a type has an order: `<`, `min` and the like make sense.
#[must_use]
pub const fn has_order(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Int
            | Type::Decimal
            | Type::Percent
            | Type::Money
            | Type::Text
            | Type::Date
            | Type::Time
            | Type::Instant
            | Type::Duration
            | Type::Unknown
    )
}

/// Whether a type is a number.
#[must_use]
pub const fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Decimal)
}

fn has(choice: &Choice, id: &str) -> bool {
    choice.options.iter().any(|option| &*option.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Opt;
    use std::sync::Arc;

    fn choice(options: &[&str]) -> Type {
        let options = options.iter().map(|id| Opt { id: (*id).into(), name: None }).collect();
        Type::Choice(Arc::new(Choice { id: None, options }))
    }

    #[test]
    fn a_narrower_choice_fits_a_wider_one() {
        let (few, many) = (choice(&["a", "b"]), choice(&["b", "c", "a"]));
        assert!(fits(&few, &many) && !fits(&many, &few));
        assert_eq!(join(&few, &many), Some(many.clone()));
        assert_eq!(likeness(&many, &choice(&["c"])), Likeness::Alike);
        assert_eq!(likeness(&few, &choice(&["c"])), Likeness::Apart);
        assert_eq!(likeness(&few, &Type::Text), Likeness::Other);
    }

    #[test]
    fn only_numbers_widen_and_never_inside_lists() {
        let list = |ty| Type::List(Box::new(ty));
        assert!(fits(&Type::Int, &Type::Decimal) && !fits(&Type::Decimal, &Type::Int));
        assert!(!fits(&list(Type::Int), &list(Type::Decimal)));
        assert!(fits(&list(Type::Unknown), &list(Type::Money)));
        assert!(!fits(&Type::Int, &Type::Money) && !fits(&Type::Date, &Type::Instant));
    }
}
