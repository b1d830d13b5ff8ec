using System.Text.Json.Serialization;
using MlWorkbench.Engine.Datasets.Derivations;

namespace MlWorkbench.Engine.Datasets;

/// <summary>The source of a table: the name of a file, or another table and the steps of a derivation.</summary>
/// <param name="Origin">The file's name from the uploader, which is untrusted text, or the other table.</param>
/// <param name="Steps">The steps of a derivation. Empty for a file.</param>
public sealed record DatasetSource(Statement Origin, IReadOnlyList<Statement> Steps)
{
    [JsonIgnore]
    public string Text => DerivationText.Of(Origin, Steps);

    public static DatasetSource OfFile(string name) => new(Statement.OfText(name), []);
}
