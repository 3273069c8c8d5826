//! Blanks of the text and their values.

use super::*;
use crate::program::ParamValue;
use crate::value::Value;

fn values(parameter: &str, values: Option<&str>) -> Compiled {
    let text =
        format!("choice = [{{ id = 'area', options = ['town', 'village'] }}]\nclause = [{{ id = '9' }}]\n{parameter}");
    let mut files = vec![("p/a.toml", INSTITUTION), ("p/b.toml", text.as_str())];
    files.extend(values.map(|text| ("p/values.toml", text)));
    let settings = Settings { values: values.map(|_| "p/values.toml"), ..Settings::default() };
    compile(&files[..], "p", &Reader, settings)
}

const LIMIT: &str = "[[parameter]]\nid = 'limit'\ntype = 'integer'\nclause = '9'\n";

#[test]
fn samples_stand_in_until_the_institution_gives_its_own() {
    let sampled = values(&format!("{LIMIT}sample = 5"), None);
    let param = &fine(&sampled).params[0];
    assert_eq!((&param.value, param.sampled), (&ParamValue::One(Value::Int(5)), true));
    let own = values(&format!("{LIMIT}sample = 5"), Some("[parameters]\nlimit = 7"));
    let param = &fine(&own).params[0];
    assert_eq!((&param.value, param.sampled), (&ParamValue::One(Value::Int(7)), false));
    let default = values(&format!("{LIMIT}default = 3"), Some("[parameters]"));
    assert!(!fine(&default).params[0].sampled);
}

#[test]
fn a_blank_without_a_value_is_reported_with_its_clause() {
    wrong(&values(LIMIT, None), &["ZD0912 'limit'"]);
    let missing = values(&format!("{LIMIT}sample = 5"), Some("[parameters]"));
    wrong(&missing, &["ZD0913 'limit'"]);
    assert!(first(&missing).flaw.sentence(Lang::En).contains("clause 9"));
}

#[test]
fn values_are_literals_of_their_type() {
    wrong(&values(&format!("{LIMIT}sample = 'five'"), None), &["ZD0236 'five'"]);
    wrong(
        &values(&format!("{LIMIT}sample = 5"), Some("[parameters]\nlimit = 'x'\nlimt = 1")),
        &["ZD0236 'x'", "ZD0032 limt"],
    );
    let text = values("[[parameter]]\nid = 'who'\ntype = 'text'\nsample = 'service'", None);
    assert_eq!(fine(&text).params[0].value, ParamValue::One(Value::Text("service".into())));
    wrong(&values("[[parameter]]\nid = 'who'\ntype = 'role'\nsample = 'service'", None), &["ZD0032 'service'"]);
}

#[test]
fn one_value_for_every_option() {
    let per = "[[parameter]]\nid = 'fee'\ntype = 'money'\nper = 'area'\n";
    let compiled = values(&format!("{per}sample = {{ village = '1 CNY', town = '2 CNY' }}"), None);
    let ParamValue::Per(fees) = &fine(&compiled).params[0].value else { panic!("a value per area") };
    assert_eq!(fees.iter().map(|(id, fee)| format!("{id} {fee}")).collect::<Vec<_>>(), ["town 2 CNY", "village 1 CNY"]);
    wrong(&values(&format!("{per}sample = {{ town = '2 CNY' }}"), None), &["ZD0021 { town = '2 CNY' }"]);
    wrong(
        &values(&format!("{per}sample = {{ town = '2 CNY', village = 1, sea = '1 CNY' }}"), None),
        &["ZD0236 1", "ZD0032 sea"],
    );
    wrong(&values(&format!("{per}sample = '2 CNY'"), None), &["ZD0022 '2 CNY'"]);
    wrong(&values("[[parameter]]\nid = 'fee'\ntype = 'money'\nper = 'aera'\nsample = {}", None), &["ZD0032 'aera'"]);
}

#[test]
fn a_scenario_goes_before_everything() {
    let text = format!("{LIMIT}sample = 5");
    let files = [("p/a.toml", INSTITUTION), ("p/b.toml", text.as_str()), ("p/c.toml", "clause = [{ id = '9' }]")];
    let (over, _) = crate::syntax::parse(crate::source::SourceId(9), "limit = 8");
    let compiled = compile(&files[..], "p", &Reader, Settings { over: Some(&over.root), ..Settings::default() });
    assert_eq!(fine(&compiled).params[0].value, ParamValue::One(Value::Int(8)));
}
