using System.Text.RegularExpressions;

namespace MlWorkbench.Web.Tests.Architecture;

/// <summary>Relative links in documents point to an existing file, and their anchors to a heading.</summary>
public sealed partial class DocumentLinksTests
{
    [Fact]
    public async Task Documents_EveryRelativeLink_LeadsToAFileAndAHeading()
    {
        var repository = FindRepository();
        var documents = Directory.EnumerateFiles(repository, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(repository, "docs"), "*.md", SearchOption.AllDirectories)).ToList();

        var links = 0;
        var broken = new List<string>();
        foreach (var document in documents)
        {
            foreach (Match link in Link().Matches(await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken)))
            {
                links++;
                var (path, anchor) = (link.Groups["path"].Value, link.Groups["anchor"].Value);
                var target = path.Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, path);
                var leadsThere = anchor.Length == 0 ? Path.Exists(target) : File.Exists(target) && await HasHeadingAsync(target, anchor);
                if (!leadsThere)
                {
                    broken.Add($"{Path.GetRelativePath(repository, document)}: {link.Value}");
                }
            }
        }

        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
        Assert.True(links >= 50, $"Only {links} links were checked.");
    }

    private static async Task<bool> HasHeadingAsync(string document, string anchor) =>
        Heading().Matches(await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken)).Any(heading => AnchorOf(heading.Groups["text"].Value) == anchor);

    /// <summary>The anchor that GitHub gives a heading: lower case, hyphens for spaces, no other marks.</summary>
    private static string AnchorOf(string heading) => NotInAnchors().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MlWorkbench.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<path>[^)#\s]*)(?:#(?<anchor>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
