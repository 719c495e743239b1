import CatalogSchema
import Foundation

/// `catalog-compiler OUTPUT CATALOG-FOLDER FILE…`: checks the files and writes one Swift file that holds the Catalog as a string.
///
/// A bad fact is printed as `file:line: error: …` and ends the build.
func compile(_ arguments: [String]) -> Int32 {
    guard arguments.count >= 3 else {
        FileHandle.standardError.write(Data("usage: catalog-compiler OUTPUT FOLDER FILE…\n".utf8))
        return 2
    }
    let folder = arguments[1].hasSuffix("/") ? arguments[1] : arguments[1] + "/"
    var files: [CatalogFile] = []
    for path in arguments[2...] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            FileHandle.standardError.write(Data("\(path):1: error: cannot be read as UTF-8\n".utf8))
            return 1
        }
        files.append(CatalogFile(path: path.hasPrefix(folder) ? "Catalog/" + path.dropFirst(folder.count) : path, text: text))
    }
    let (records, problems) = readCatalog(files)
    guard problems.isEmpty else {
        for problem in problems { FileHandle.standardError.write(Data("\(problem)\n".utf8)) }
        return 1
    }
    let encoded = CatalogEncoding.encode(records)
    guard !encoded.contains("\"\"\"##") else { return 1 }
    let source = """
        // Written by catalog-compiler from Catalog/. Change the YAML files, not this one.
        enum CompiledCatalog {
            static let text = ##\"\"\"
        \(encoded)
        \"\"\"##
        }

        """
    do {
        try Data(source.utf8).write(to: URL(fileURLWithPath: arguments[0]))
    } catch {
        FileHandle.standardError.write(Data("\(arguments[0]):1: error: cannot be written\n".utf8))
        return 1
    }
    return 0
}

exit(compile(Array(CommandLine.arguments.dropFirst())))
