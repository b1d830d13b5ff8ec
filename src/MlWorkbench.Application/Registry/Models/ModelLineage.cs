using MlWorkbench.Application.Recipes;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>Origin of a version: dataset version, experiment, run, package.</summary>
public sealed record ModelLineage
{
    public required string Dataset { get; init; }

    public required int DatasetVersion { get; init; }

    /// <summary>SHA-256 of the dataset version's content.</summary>
    public required string DatasetDigest { get; init; }

    public required long DatasetRows { get; init; }

    public required string SourceName { get; init; }

    public required string DatasetBy { get; init; }

    public required DateTime DatasetAt { get; init; }

    public required Guid ExperimentId { get; init; }

    public required string Experiment { get; init; }

    /// <summary>The column that the experiment predicts.</summary>
    public required string Target { get; init; }

    /// <summary>Seed of the search.</summary>
    public required int Seed { get; init; }

    /// <summary>The recipe that prepared the columns. Null without a recipe.</summary>
    public required RecipeReference? Recipe { get; init; }

    public required string ExperimentBy { get; init; }

    public required DateTime ExperimentAt { get; init; }

    public required Guid RunId { get; init; }

    public required int RunNumber { get; init; }

    public required string RunTitle { get; init; }

    public required double RunSeconds { get; init; }

    public required DateTime RunAt { get; init; }

    /// <summary>SHA-256 of the model package.</summary>
    public required string PackageDigest { get; init; }

    public required long PackageBytes { get; init; }

    public required string RegisteredBy { get; init; }

    public required DateTime RegisteredAt { get; init; }
}
