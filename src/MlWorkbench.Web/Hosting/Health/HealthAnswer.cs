using System.Text.Json.Serialization;

namespace MlWorkbench.Web.Hosting.Health;

/// <summary>The body of a health check.</summary>
/// <param name="Status">The worst state of all checks.</param>
/// <param name="Checks">State by name of the check. Omitted if nothing is checked.</param>
/// <param name="Problems">Sentences for people with an account. Omitted for others.</param>
internal sealed record HealthAnswer(
    string Status,
    string Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Checks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Problems);
