import Foundation
import PackagePlugin

/// Compiles `Catalog/**/*.yaml` into one Swift file of `CatalogFacts`; a changed, new or removed file compiles it again.
@main
struct CatalogCompiler: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder = context.package.directoryURL.appending(path: "Catalog")
        let files = (FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? [])
            .filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "CompiledCatalog.swift")
        return [
            .buildCommand(
                displayName: "Compiling the Catalog (\(files.count) files)", executable: try context.tool(named: "catalog-compiler").url,
                arguments: [output.path, folder.path] + files.map(\.path), inputFiles: files + [folder], outputFiles: [output])
        ]
    }
}
