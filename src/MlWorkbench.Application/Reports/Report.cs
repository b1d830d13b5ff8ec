namespace MlWorkbench.Application.Reports;

/// <summary>A frozen, self-contained evaluation report with a link that needs no account.</summary>
internal sealed class Report
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public required string Title { get; init; }

    public Guid RunId { get; init; }

    public Guid? ModelVersionId { get; init; }

    /// <summary>Digest of the HTML in the content store.</summary>
    public required string ContentDigest { get; init; }

    /// <summary>SHA-256 of the link's token.</summary>
    public required byte[] TokenHash { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public DateTime? RevokedAt { get; set; }

    public int Views { get; set; }

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTime CreatedAt { get; init; }
}
