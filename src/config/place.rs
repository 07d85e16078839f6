use std::path::{Path, PathBuf};

/// A place where the settings file may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub path: PathBuf,
    /// Somebody named this file: that it is not there is an error. Otherwise the next place is tried.
    pub named: bool,
}

/// What the places depend on. Whoever knows the environment fills it in.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// `--config FILE`.
    pub flag: Option<&'a Path>,
    /// The environment variable [`Search::VARIABLE`].
    pub variable: Option<&'a Path>,
    /// The folder in which the program was started.
    pub current: &'a Path,
    /// The folder in which the operating system keeps settings, without the program's own part.
    pub settings: Option<&'a Path>,
}

impl Search<'_> {
    pub const VARIABLE: &'static str = "COUNTERPANE_CONFIG";

    /// Where to look, in this order; after the last one [`super::Settings::built_in`] is used.
    ///
    /// A named file is the only candidate: a mistyped name must not lead to other settings.
    pub fn candidates(&self) -> Vec<Candidate> {
        if let Some(path) = self.flag.or(self.variable) {
            return vec![Candidate { path: self.current.join(path), named: true }];
        }
        let here = self.current.join("config.toml");
        let there = self.settings.map(|folder| folder.join("counterpane").join("config.toml"));
        std::iter::once(here).chain(there).map(|path| Candidate { path, named: false }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search() -> Search<'static> {
        Search {
            flag: None,
            variable: None,
            current: Path::new("/here"),
            settings: Some(Path::new("/settings")),
        }
    }

    #[test]
    fn a_named_file_is_the_only_one() {
        let named = Search {
            flag: Some(Path::new("a.toml")),
            variable: Some(Path::new("/b.toml")),
            ..search()
        };
        let [only] = named.candidates().try_into().unwrap();
        assert_eq!((only.path, only.named), (PathBuf::from("/here/a.toml"), true));
        let variable = Search { flag: None, ..named };
        assert_eq!(variable.candidates()[0].path, PathBuf::from("/b.toml"));
    }

    #[test]
    fn the_current_folder_comes_before_the_settings_folder() {
        let paths: Vec<_> = search().candidates().into_iter().map(|c| c.path).collect();
        let expected = ["/here/config.toml", "/settings/counterpane/config.toml"];
        assert_eq!(paths, expected.map(PathBuf::from));
        assert!(search().candidates().iter().all(|candidate| !candidate.named));
    }
}
