using MlWorkbench.Application.Names;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Models;

internal sealed class RegisteredModel : NamedRow
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public string? Description { get; set; }

    /// <summary>Names that follow Production and cannot be assigned otherwise. Case-insensitive.</summary>
    public List<string> ProtectedAliases { get; set; } = ["champion"];

    public DateTime CreatedAt { get; init; }

    public List<ModelVersion> Versions { get; } = [];

    public bool Protects(string alias) => ProtectedAliases.Contains(alias, StringComparer.OrdinalIgnoreCase);
}
