//! Each layer over the one below, and what is said when a file is wrong.

use tempfile::TempDir;

use super::*;

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn sources(&self) -> Sources {
        let home = self.0.path().join("home").display().to_string();
        Sources {
            environment: BTreeMap::from([("HOME".to_owned(), home)]),
            folder: self.0.path().to_owned(),
            ..Sources::default()
        }
    }

    fn load(&self) -> Result<Config> {
        Config::load(&self.sources())
    }
}

#[test]
fn each_layer_wins_over_the_one_below_and_is_named_as_origin() {
    let folder = Folder::new();
    let mut sources = folder.sources();
    let port = |sources: &Sources| {
        let config = Config::load(sources).unwrap();
        (config.whole(keys::SERVICE_PORT), config.origin(keys::SERVICE_PORT))
    };
    assert_eq!(port(&sources), (3100, Origin::Default));
    let user = folder.file("home/.config/remotion-media/config.yaml", "service_port: 1\n");
    assert_eq!(port(&sources), (1, Origin::File(user)));
    let project = folder.file("remotion-media.yaml", "service_port: 2\n");
    assert_eq!(port(&sources), (2, Origin::File(project)));
    let env = folder.file(".env", "REMOTION_SERVICE_PORT=3\n");
    assert_eq!(port(&sources), (3, Origin::File(env)));
    let local = folder.file(".env.local", "REMOTION_SERVICE_PORT=4\n");
    assert_eq!(port(&sources), (4, Origin::File(local)));
    sources.environment.insert("REMOTION_SERVICE_PORT".into(), "5".into());
    assert_eq!(port(&sources), (5, Origin::Environment("REMOTION_SERVICE_PORT")));
    sources.flags.push(("service_port".into(), "6".into()));
    assert_eq!(port(&sources), (6, Origin::Flag));
}

#[test]
fn layers_are_merged_key_by_key() {
    let folder = Folder::new();
    folder.file("remotion-media.yaml", "service_port: 2\nretention_days: 30\n");
    folder.file(".env", "REMOTION_SERVICE_PORT=3\nSOMEBODY_ELSES=1\n");
    let config = folder.load().unwrap();
    assert_eq!(config.whole(keys::SERVICE_PORT), 3);
    assert_eq!(config.whole(keys::RETENTION_DAYS), 30);
}

#[test]
fn an_empty_variable_is_not_set() {
    let folder = Folder::new();
    let mut sources = folder.sources();
    sources.environment.insert("OPENAI_API_KEY".into(), String::new());
    let config = Config::load(&sources).unwrap();
    let error = config.required(keys::OPENAI_API_KEY).unwrap_err();
    assert_eq!(error.kind(), Kind::ProviderNotConfigured);
    assert!(error.to_string().contains("OPENAI_API_KEY"));
}

#[test]
fn an_unknown_key_in_a_file_names_the_file_and_the_nearest() {
    let folder = Folder::new();
    folder.file("remotion-media.yaml", "servce_port: 2\n");
    let error = folder.load().unwrap_err();
    let text = error.to_string();
    assert!(text.contains("remotion-media.yaml") && text.contains("servce_port"), "{text}");
    assert!(text.contains("did you mean service_port?"), "{text}");
}

#[test]
fn a_wrong_value_says_what_was_expected_and_where_it_stood() {
    let folder = Folder::new();
    let file = folder.file("remotion-media.yaml", "service_port: many\n");
    let text = folder.load().unwrap_err().to_string();
    assert!(text.contains("0 to 65535") && text.contains(&file.display().to_string()), "{text}");
    folder.file("remotion-media.yaml", "comfyui_url: localhost\n");
    assert!(folder.load().unwrap_err().to_string().contains("http://"));
    folder.file("remotion-media.yaml", "- a\n- b\n");
    assert_eq!(folder.load().unwrap_err().kind(), Kind::Validation);
}

#[test]
fn a_broken_env_file_does_not_tell_its_secret() {
    let folder = Folder::new();
    folder.file(".env", "OPENAI_API_KEY='sk-secret\n");
    let error = folder.load().unwrap_err();
    assert!(!error.to_string().contains("sk-secret"), "{error}");
    assert!(error.to_string().contains(".env"), "{error}");
}

#[test]
fn a_file_named_on_the_command_line_must_exist_and_replaces_the_projects() {
    let folder = Folder::new();
    folder.file("remotion-media.yaml", "service_port: 2\n");
    let mut sources = folder.sources();
    sources.file = Some(folder.file("other.yaml", "# nothing\n"));
    assert_eq!(Config::load(&sources).unwrap().whole(keys::SERVICE_PORT), 3100);
    sources.file = Some(folder.0.path().join("none.yaml"));
    assert_eq!(Config::load(&sources).unwrap_err().kind(), Kind::NotFound);
}

#[test]
fn secrets_are_masked_wherever_settings_are_shown() {
    let folder = Folder::new();
    folder.file(".env", "OPENAI_API_KEY=sk-0123456789abcdef\nREMOTION_SERVICE_API_KEY=one,two\n");
    let config = folder.load().unwrap();
    assert_eq!(config.shown(keys::OPENAI_API_KEY).unwrap(), "****cdef");
    assert_eq!(config.shown(keys::SERVICE_API_KEY).unwrap(), "****,****");
    let debug = format!("{config:?}");
    assert!(!debug.contains("0123456789") && !debug.contains("one"), "{debug}");
    assert!(config.secrets().contains(&"two".to_owned()));
}

#[test]
fn lists_switches_and_paths_have_their_forms() {
    let folder = Folder::new();
    folder.file("remotion-media.yaml", "media_roots: [/a, /b]\njob_log: no\noutput_dir: ~/out\n");
    let config = folder.load().unwrap();
    assert_eq!(config.list(keys::MEDIA_ROOTS), ["/a", "/b"]);
    assert!(!config.is_on(keys::JOB_LOG));
    assert_eq!(config.path(keys::OUTPUT_DIR), folder.0.path().join("home/out"));
    assert!(config.path(keys::DATA_DIR).ends_with("home/.local/share/remotion-media"));
}

#[test]
fn every_setting_has_its_own_name_and_variable_and_a_default_that_fits() {
    let mut names: Vec<_> = keys::ALL.iter().flat_map(|key| [key.name, key.variable]).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    for key in keys::ALL {
        if let Some(default) = key.default {
            assert!(fits(key.form, default).is_ok(), "{}", key.name);
        }
    }
}
