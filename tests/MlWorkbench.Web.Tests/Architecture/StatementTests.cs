using System.Text.RegularExpressions;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Engine.Datasets.Derivations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Web.Tests.Architecture;

/// <summary>Every statement in the sources has a sentence, and its values fill the sentence.</summary>
public sealed partial class StatementTests
{
    private static readonly Dictionary<string, string> Sentences = new(
    [
        .. SearchText.Sentences,
        .. DerivationText.Sentences,
        .. JobReasonText.Sentences,
        .. JobProgressText.Sentences,
        .. EvidenceText.Sentences,
        .. RolloutText.Sentences,
    ]);

    [Fact]
    public async Task Statement_EveryCodeInTheSources_HasASentenceThatItsValuesFill()
    {
        var statements = await ReadStatementsAsync();
        var faults = statements.SelectMany(statement => statement.Codes.SelectMany(code => Faults(code, statement.Values))).ToList();

        Assert.Empty(faults);
        Assert.Empty(Sentences.Keys.Except(statements.SelectMany(statement => statement.Codes)));
    }

    private static IEnumerable<string> Faults(string code, HashSet<string> values) => Sentences.TryGetValue(code, out var sentence)
        ? Place().Matches(sentence).Select(place => place.Groups[1].Value).Where(name => !values.Contains(name)).Select(name => $"{code}: no value '{name}'")
        : [$"{code}: no sentence"];

    /// <summary>A condition can choose between two codes with the same values.</summary>
    private static async Task<List<(IReadOnlyList<string> Codes, HashSet<string> Values)>> ReadStatementsAsync()
    {
        var found = new List<(IReadOnlyList<string>, HashSet<string>)>();
        foreach (var file in SourceFiles())
        {
            var source = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            found.AddRange(Call().Matches(source).Select(call => Comma().Split(ArgumentsOf(source, call.Index + call.Length))).Select(arguments => (
                (IReadOnlyList<string>)[.. Text().Matches(arguments[0]).Select(code => code.Groups[1].Value)],
                arguments.Skip(1).Select(value => Text().Match(value).Groups[1].Value).ToHashSet())));
        }

        return found;
    }

    /// <summary>The text up to the parenthesis that closes the call.</summary>
    private static string ArgumentsOf(string source, int start)
    {
        var open = 1;
        var end = start;
        while (open > 0)
        {
            open += source[end] switch { '(' => 1, ')' => -1, _ => 0 };
            end++;
        }

        return source[start..(end - 1)];
    }

    private static IEnumerable<string> SourceFiles()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MlWorkbench.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Directory.EnumerateFiles(Path.Combine(folder.FullName, "src"), "*.cs", SearchOption.AllDirectories);
    }

    [GeneratedRegex(@"Statement\.Of\(")]
    private static partial Regex Call();

    [GeneratedRegex(@",\s*\(")]
    private static partial Regex Comma();

    [GeneratedRegex("""
        "(\w+)"
        """)]
    private static partial Regex Text();

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex Place();
}
