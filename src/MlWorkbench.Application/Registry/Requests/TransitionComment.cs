namespace MlWorkbench.Application.Registry.Requests;

/// <summary>A comment on an open transition request.</summary>
internal sealed class TransitionComment
{
    public Guid Id { get; init; }

    public Guid RequestId { get; init; }

    public required string Text { get; init; }

    public Guid AuthorId { get; init; }

    public required string AuthorName { get; init; }

    public DateTime At { get; init; }
}
