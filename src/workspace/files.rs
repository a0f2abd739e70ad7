//! Which files of a folder hold prose.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::text::Format;

/// The ignore file that is sayso's own; it is written like a `.gitignore`.
const IGNORE_FILE: &str = ".saysoignore";
/// The files in folders that leave out files.
pub const IGNORE_FILES: [&str; 3] = [".gitignore", ".ignore", IGNORE_FILE];

/// A folder, or a part of one, that can't be walked.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct WalkError(#[from] ignore::Error);

/// The files below `folder` whose names say that they hold prose, each folder's in the order of their names.
///
/// Leaves out what `.gitignore`, `.ignore` and `.saysoignore` files leave out, and hidden files and folders. Links to
/// other places are not followed.
pub fn prose_files(folder: &Path) -> impl Iterator<Item = Result<PathBuf, WalkError>> + use<> {
    prose_files_at(folder, folder)
}

/// Those of them that stand at a path: the file itself, or what is below a folder.
pub fn prose_files_at(folder: &Path, place: &Path) -> impl Iterator<Item = Result<PathBuf, WalkError>> + use<> {
    let place = place.to_owned();
    let walk = WalkBuilder::new(folder)
        .add_custom_ignore_filename(IGNORE_FILE)
        .require_git(false)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .filter_entry(move |entry| place.starts_with(entry.path()) || entry.path().starts_with(&place))
        .build();
    walk.filter_map(|entry| match entry {
        Ok(entry) => {
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            let is_prose = Format::is_read_in_folders(entry.path());
            (is_file && is_prose).then(|| Ok(entry.into_path()))
        }
        Err(error) => Some(Err(error.into())),
    })
}

/// Whether a file says which files are left out.
pub fn is_ignore_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| IGNORE_FILES.iter().any(|ignore| name == *ignore))
}

/// The file called `name` that is nearest to a folder: in it, or else in the next folder above that has one.
pub fn nearest_file(folder: &Path, name: &str) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(name)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let paths = prose_files(folder).map(|path| path.expect("every file of a fresh folder can be read"));
        paths.map(|path| path.strip_prefix(folder).unwrap().display().to_string().replace('\\', "/")).collect()
    }

    #[test]
    fn pages_in_a_folder_are_not_taken_for_prose() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.HTML", "b.md"] {
            fs::write(folder.path().join(name), "<p>One.</p>").unwrap();
        }
        assert_eq!(names(folder.path()), ["b.md"]);
    }

    #[test]
    fn latex_in_a_folder_is_taken_for_prose() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.tex", "b.TEX", "c.latex", "d.sty", "e.bib", "f.cls"] {
            fs::write(folder.path().join(name), "One.").unwrap();
        }
        assert_eq!(names(folder.path()), ["a.tex", "b.TEX", "c.latex"]);
    }

    #[test]
    fn finds_prose_in_order_and_leaves_out_what_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("drafts/old")).unwrap();
        fs::create_dir_all(root.join(".hidden")).unwrap();
        for file in ["b.md", "a.txt", "code.rs", "notes", "drafts/c.MD", "drafts/old/d.txt", ".hidden/e.txt", ".f.md"] {
            fs::write(root.join(file), "Text.").unwrap();
        }
        assert_eq!(names(root), ["a.txt", "b.md", "drafts/c.MD", "drafts/old/d.txt"]);
        fs::write(root.join(".gitignore"), "old/\n").unwrap();
        fs::write(root.join(".ignore"), "a.txt\n").unwrap();
        fs::write(root.join("drafts/.saysoignore"), "c.*\n").unwrap();
        assert_eq!(names(root), ["b.md"]);
    }

    #[test]
    fn one_place_is_looked_at_as_all_are() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("drafts/old")).unwrap();
        for file in ["a.md", "drafts/b.md", "drafts/c.md", "drafts/old/d.md", "drafts.md"] {
            fs::write(root.join(file), "Text.").unwrap();
        }
        fs::write(root.join(".gitignore"), "c.md\n").unwrap();
        let at = |place: &str| {
            let paths = prose_files_at(root, &root.join(place)).map(Result::unwrap);
            paths.map(|path| path.strip_prefix(root).unwrap().display().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(at("a.md"), ["a.md"]);
        assert_eq!(at("drafts"), ["drafts/b.md", "drafts/old/d.md"]);
        assert_eq!(at("drafts/c.md"), [""; 0]);
        assert_eq!(at("drafts/gone.md"), [""; 0]);
        assert!(is_ignore_file(&root.join("drafts/.gitignore")) && !is_ignore_file(&root.join("ignore")));
    }

    #[test]
    fn the_nearest_file_counts() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/b/odd.toml")).unwrap();
        fs::create_dir_all(root.join("c")).unwrap();
        for file in ["odd.toml", "a/odd.toml"] {
            fs::write(root.join(file), "").unwrap();
        }
        assert_eq!(nearest_file(&root.join("a/b"), "odd.toml"), Some(root.join("a/odd.toml")));
        assert_eq!(nearest_file(&root.join("c"), "odd.toml"), Some(root.join("odd.toml")));
        assert_eq!(nearest_file(&root.join("c"), "no such file.toml"), None);
    }

    #[test]
    fn says_which_folder_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let results: Vec<_> = prose_files(&folder.path().join("gone")).collect();
        assert!(matches!(results.as_slice(), [Err(error)] if error.to_string().contains("gone")));
    }
}
