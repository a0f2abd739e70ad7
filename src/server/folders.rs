//! The folders that a client has open, and what it is asked to tell of the files in them.

use serde_json::{Value, json};
use tower_lsp::ls_types::{
    FileOperationFilter, FileOperationPattern, FileOperationPatternKind, FileOperationRegistrationOptions,
    InitializeParams, OneOf, Registration, Unregistration, Uri, WorkspaceFileOperationsServerCapabilities,
    WorkspaceFolder, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::capabilities::ClientProfile;
use super::index::Folder;
use super::protocol;
use crate::text::Format;
use crate::workspace::IGNORE_FILES;

/// The registration by which a client tells of files.
const REGISTRATION: &str = "sayso prose files";
const WATCHED_FILES: &str = "workspace/didChangeWatchedFiles";

/// The folders that a client has open when it starts.
#[expect(deprecated, reason = "older clients name no others")]
pub fn opened(params: &InitializeParams) -> Vec<Folder> {
    let folders: Vec<Folder> = params.workspace_folders.iter().flatten().filter_map(folder).collect();
    if !folders.is_empty() {
        return folders;
    }
    let root = params.root_uri.as_ref().and_then(protocol::file_path);
    let root = root.or_else(|| params.root_path.as_ref().map(Into::into)).filter(|path| path.is_absolute());
    root.map(|path| Folder { name: name_of(&path), path }).into_iter().collect()
}

/// A folder as the client names it; `None` if it is none on this machine.
pub fn folder(folder: &WorkspaceFolder) -> Option<Folder> {
    let path = protocol::file_path(&folder.uri)?;
    let name = if folder.name.is_empty() { name_of(&path) } else { folder.name.clone() };
    Some(Folder { path, name })
}

fn name_of(path: &std::path::Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What the server does about folders and files; `None` if the client does nothing.
pub fn announcement(client: ClientProfile) -> Option<WorkspaceServerCapabilities> {
    let pattern = |glob: String, kind| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern { glob, matches: Some(kind), options: None },
    };
    let files = pattern(prose_glob(), FileOperationPatternKind::File);
    let folders = pattern("**".to_owned(), FileOperationPatternKind::Folder);
    let options = FileOperationRegistrationOptions { filters: vec![files, folders] };
    let [created, renamed, deleted] =
        client.file_operations.map(|can| (can && client.uses_index()).then(|| options.clone()));
    let operations = WorkspaceFileOperationsServerCapabilities {
        did_create: created,
        did_rename: renamed,
        did_delete: deleted,
        ..WorkspaceFileOperationsServerCapabilities::default()
    };
    let is_told = operations != WorkspaceFileOperationsServerCapabilities::default();
    let workspace_folders = client.folders.then_some(WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    });
    (is_told || client.folders)
        .then(|| WorkspaceServerCapabilities { workspace_folders, file_operations: is_told.then_some(operations) })
}

/// What has the client tell of prose that is written in some folders; `None` if it can't.
pub fn watching(client: ClientProfile, folders: &[Folder]) -> Option<Registration> {
    if !client.watches_files || !client.uses_index() || folders.is_empty() {
        return None;
    }
    let globs = [prose_glob(), format!("**/{{{}}}", IGNORE_FILES.join(","))];
    let watchers: Vec<Value> = if client.relative_patterns {
        let bases = folders.iter().filter_map(|folder| Uri::from_file_path(&folder.path));
        let relative = |base: Uri| globs.clone().map(|glob| json!({"globPattern": {"baseUri": base, "pattern": glob}}));
        bases.flat_map(relative).collect()
    } else {
        globs.iter().map(|glob| json!({ "globPattern": glob })).collect()
    };
    Some(Registration {
        id: REGISTRATION.to_owned(),
        method: WATCHED_FILES.to_owned(),
        register_options: Some(json!({ "watchers": watchers })),
    })
}

/// What takes that back.
pub fn watching_no_more() -> Unregistration {
    Unregistration { id: REGISTRATION.to_owned(), method: WATCHED_FILES.to_owned() }
}

/// The names of files that hold prose.
fn prose_glob() -> String {
    format!("**/*.{{{}}}", Format::EXTENSIONS.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(params: Value) -> Vec<String> {
        let folders = opened(&serde_json::from_value(params).unwrap());
        folders.into_iter().map(|folder| format!("{}={}", folder.name, folder.path.display())).collect()
    }

    #[test]
    fn the_folders_are_those_that_are_named_or_else_the_root() {
        let two = json!([{"uri": "file:///a%20b", "name": "News"}, {"uri": "file:///c/d", "name": ""}]);
        let params = json!({"capabilities": {}, "rootUri": "file:///x", "workspaceFolders": two});
        assert_eq!(names(params), ["News=/a b", "d=/c/d"]);
        assert_eq!(names(json!({"capabilities": {}, "rootUri": "file:///x/y"})), ["y=/x/y"]);
        assert_eq!(names(json!({"capabilities": {}, "rootPath": "/x/y"})), ["y=/x/y"]);
        assert_eq!(names(json!({"capabilities": {}, "rootPath": "y", "workspaceFolders": []})), [""; 0]);
        let remote = json!([{"uri": "vscode-vfs://forge/a", "name": "a"}]);
        assert_eq!(names(json!({"capabilities": {}, "workspaceFolders": remote})), [""; 0]);
    }

    #[test]
    fn files_are_watched_by_folder_where_that_can_be_said() {
        let folders = [Folder { path: "/a b".into(), name: "a b".to_owned() }];
        let client = ClientProfile { watches_files: true, workspace_symbols: true, ..ClientProfile::default() };
        let watchers = |client| {
            let registration = watching(client, &folders)?;
            Some(registration.register_options?["watchers"].take())
        };
        let prose = "**/*.{txt,text,md,markdown,mdown,mkd,mdx,qmd,rmd,typ,tex,ltx,latex,adoc,asciidoc,rst,rest}";
        assert_eq!(watchers(client).unwrap()[0], json!({"globPattern": prose}));
        let relative = watchers(ClientProfile { relative_patterns: true, ..client }).unwrap();
        assert_eq!(relative[0], json!({"globPattern": {"baseUri": "file:///a%20b", "pattern": prose}}));
        assert_eq!(relative[1]["globPattern"]["pattern"], "**/{.gitignore,.ignore,.saysoignore}");
        assert!(watchers(ClientProfile { workspace_symbols: false, ..client }).is_none());
        assert!(watching(client, &[]).is_none());
    }

    #[test]
    fn only_what_a_client_tells_is_announced() {
        assert_eq!(announcement(ClientProfile::default()), None);
        let client = ClientProfile {
            file_operations: [false, true, false],
            workspace_symbols: true,
            ..ClientProfile::default()
        };
        let announced = announcement(client).unwrap();
        assert_eq!(announced.workspace_folders, None);
        let operations = announced.file_operations.unwrap();
        assert!(operations.did_create.is_none() && operations.did_rename.is_some());
    }
}
