namespace MlWorkbench.Application.Access;

/// <summary>A key that protects session cookies and form tokens.</summary>
internal sealed class ProtectionKey
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }

    public DateTime CreatedAt { get; init; }
}
