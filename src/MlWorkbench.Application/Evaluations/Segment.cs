namespace MlWorkbench.Application.Evaluations;

/// <summary>A division of rows that a project evaluates. The levels of a column have the column's name.</summary>
internal sealed class Segment
{
    public const int LongestName = 200;

    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    /// <summary>Unique in the project. It names the segment in evaluations, so it never changes.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the kind of definition.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON: the engine's <c>SegmentDefinition</c>.</summary>
    public required string Definition { get; init; }

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTime CreatedAt { get; init; }
}
