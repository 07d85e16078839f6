//! `Cargo.toml`: every dependency says why it is there.

/// Dependencies without a comment line directly above.
pub(crate) fn unexplained(manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut within = false;
    let mut above = "";
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            within = section.trim_end_matches(']').ends_with("dependencies");
        } else if within && !line.starts_with('#') && !above.starts_with('#') {
            let name = line.split_once('=').map(|(name, _)| name.trim().to_owned());
            found.extend(name);
        }
        above = line;
    }
    found
}

#[test]
fn a_dependency_without_its_why_is_found() {
    let manifest = "[package]\nname = \"a\"\n\n[dependencies]\n# Why.\none = \"1\"\ntwo = \"2\"\n\n[target.'cfg(unix)'.dependencies]\nthree = \"3\"\n\n[lints.rust]\nfour = \"4\"";
    assert_eq!(unexplained(manifest), ["two", "three"]);
}
