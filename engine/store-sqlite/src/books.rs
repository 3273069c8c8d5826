//! The books: what steps ask for, answered from the tables.

use crate::{damaged, failed, json};
use rusqlite::{Connection, OptionalExtension, Params, params};
use zhidu_core::effect::{Charge, EffectId};
use zhidu_core::need::Fence;
use zhidu_core::value::Text;
use zhidu_core::wire;
use zhidu_core::world::Books;
use zhidu_store::StoreError;
use zhidu_time::Instant;

/// The books of an institution, as a transaction sees them.
pub(crate) struct Of<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) institution: &'a str,
}

/// A counter's key as one text; ids never hold the character between.
pub(crate) fn counter(key: &[Text]) -> String {
    key.join("\u{1f}")
}

impl Of<'_> {
    fn charges(&self, sql: &str, params: impl Params) -> Result<Vec<Charge>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let texts = statement.query_map(params, |row| row.get::<_, String>(0)).map_err(failed)?;
        texts.map(|text| charge(&text.map_err(failed)?)).collect()
    }
}

pub(crate) fn charge(text: &str) -> Result<Charge, StoreError> {
    wire::read_charge(&json(text)?).map_err(damaged)
}

impl Books for Of<'_> {
    type Error = StoreError;

    fn version(&self, fence: &Fence) -> Result<u64, StoreError> {
        let sql = "SELECT version FROM fence WHERE institution = ?1 AND fence = ?2";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let version = statement.query_row(params![self.institution, &**fence], |row| row.get::<_, i64>(0));
        Ok(version.optional().map_err(failed)?.and_then(|version| u64::try_from(version).ok()).unwrap_or(0))
    }

    fn dismissal(&self, person: &str) -> Result<Option<Vec<Text>>, StoreError> {
        let sql = "SELECT json FROM charge WHERE institution = ?1 AND person = ?2 AND standing = 1
            AND sanction = 'dismissal' ORDER BY number LIMIT 1";
        let first = self.charges(sql, params![self.institution, person])?.into_iter().next();
        Ok(first.map(|charge| charge.clauses))
    }

    fn count(
        &self,
        penalty: &str,
        key: &[Text],
        since: Option<Instant>,
        until: Option<Instant>,
    ) -> Result<u32, StoreError> {
        let sql =
            "SELECT count(*) FROM charge WHERE institution = ?1 AND penalty = ?2 AND counter = ?3 AND standing = 1
            AND occurred >= ?4 AND occurred < ?5";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let (since, until) = (since.map_or(i64::MIN, Instant::seconds), until.map_or(i64::MAX, Instant::seconds));
        let params = params![self.institution, penalty, counter(key), since, until];
        let count: i64 = statement.query_row(params, |row| row.get(0)).map_err(failed)?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn of_act(&self, person: &str, case: &str, instant: Instant) -> Result<Vec<Charge>, StoreError> {
        let sql = "SELECT json FROM charge WHERE institution = ?1 AND person = ?2 AND standing = 1
            AND act_case = ?3 AND act_instant = ?4 ORDER BY number";
        self.charges(sql, params![self.institution, person, case, instant.seconds()])
    }

    fn beside(&self, charge: &EffectId) -> Result<Vec<Charge>, StoreError> {
        let sql = "SELECT json FROM charge WHERE institution = ?1 AND joint_of = ?2 AND standing = 1 ORDER BY number";
        self.charges(sql, params![self.institution, charge.to_string()])
    }

    fn holder(&self, key: &Fence) -> Result<Option<Text>, StoreError> {
        let sql = "SELECT h.case_id FROM holder h LEFT JOIN cases c ON c.id = h.case_id
            WHERE h.institution = ?1 AND h.fence = ?2
            AND (c.ended = 0 OR (c.id IS NULL AND EXISTS (SELECT 1 FROM opening o WHERE o.case_id = h.case_id)))";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let holder = statement.query_row(params![self.institution, &**key], |row| row.get::<_, String>(0));
        Ok(holder.optional().map_err(failed)?.map(Text::from))
    }

    fn process(&self, case: &str) -> Result<Option<Text>, StoreError> {
        let sql = "SELECT process FROM cases WHERE id = ?1 AND institution = ?2
            UNION ALL SELECT process FROM opening WHERE case_id = ?1 AND institution = ?2 LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let process = statement.query_row([case, self.institution], |row| row.get::<_, String>(0));
        Ok(process.optional().map_err(failed)?.map(Text::from))
    }
}
