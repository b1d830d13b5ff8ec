using System.Text.RegularExpressions;

namespace MlWorkbench.Web.Tests.Architecture;

/// <summary>The repository's text avoids the expressions of <c>docs/contributing/words.tsv</c>.</summary>
public sealed partial class WritingTests
{
    /// <summary>Before the first word of a sentence: the line's beginning, a full stop, or a mark of Markdown, C# or Razor.</summary>
    private const string SentenceStart = """(?:^\s*|[.!?] +|[>"“|*-] *)""";

    /// <summary>Names of the checked files end with one of these. Add ".cs" and ".razor" to check the source too.</summary>
    private static readonly string[] Endings = [".md", ".cs", ".razor"];

    private static readonly string[] Folders = [".", "docs", "src", "tests", "wwwroot-assets"];

    private static readonly string Repository = FindRepository();

    [Fact]
    public async Task Text_EveryFile_AvoidsTheWordList()
    {
        var expressions = await ReadExpressionsAsync();
        var files = Folders.SelectMany(FilesOf).ToList();

        var hits = new List<string>();
        foreach (var file in files)
        {
            var lines = WithoutCode(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Split('\n');
            hits.AddRange(lines.SelectMany((line, index) => expressions
                .Select(expression => (expression.Instead, Hit: expression.Pattern.Match(line)))
                .Where(found => found.Hit.Success)
                .Select(found => $"{Path.GetRelativePath(Repository, file)}:{index + 1}: '{found.Hit.Value.Trim()}'. Write instead: {found.Instead}")));
        }

        Assert.True(hits.Count == 0, string.Join(Environment.NewLine, hits));
        Assert.True(files.Count >= 40, $"Only {files.Count} files were checked.");
    }

    [Fact]
    public async Task WordList_EveryPattern_MatchesItsExample()
    {
        var silent = (await ReadExpressionsAsync()).Where(expression => !expression.Pattern.IsMatch(expression.Example)).Select(expression => expression.Example);

        Assert.Empty(silent);
    }

    private static async Task<List<(Regex Pattern, string Instead, string Example)>> ReadExpressionsAsync() =>
    [
        .. (await File.ReadAllLinesAsync(Path.Combine(Repository, "docs", "contributing", "words.tsv"), TestContext.Current.CancellationToken))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Select(cells => (new Regex(cells[0].Replace("<start>", SentenceStart, StringComparison.Ordinal), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), cells[1], cells[2])),
    ];

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository, folder), "*", folder == "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
            .Where(file => Endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)) && !BuiltOrGenerated().IsMatch(Path.GetRelativePath(Repository, file)));

    /// <summary>Blanks fenced blocks and backticks, which quote code; lines keep their numbers.</summary>
    private static string WithoutCode(string text) =>
        CodeSpan().Replace(Fence().Replace(text, block => new string('\n', block.Value.Count(character => character == '\n'))), "");

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MlWorkbench.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"[/\\](bin|obj|Migrations)[/\\]")]
    private static partial Regex BuiltOrGenerated();

    [GeneratedRegex(@"^[ ]*```.*?^[ ]*```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex CodeSpan();
}
