using MlWorkbench.Application.Recipes;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>Origin of a version: dataset version, experiment, run, package.</summary>
/// <param name="DatasetDigest">SHA-256 of the dataset version's content.</param>
/// <param name="PackageDigest">SHA-256 of the model package.</param>
/// <param name="Target">The column that the experiment predicts.</param>
/// <param name="Seed">Seed of the search.</param>
/// <param name="Recipe">The recipe that prepared the columns. Null without a recipe.</param>
public sealed record ModelLineage(
    string Dataset,
    int DatasetVersion,
    string DatasetDigest,
    long DatasetRows,
    string SourceName,
    string DatasetBy,
    DateTime DatasetAt,
    Guid ExperimentId,
    string Experiment,
    string Target,
    int Seed,
    RecipeReference? Recipe,
    string ExperimentBy,
    DateTime ExperimentAt,
    Guid RunId,
    int RunNumber,
    string RunTitle,
    double RunSeconds,
    DateTime RunAt,
    string PackageDigest,
    long PackageBytes,
    string RegisteredBy,
    DateTime RegisteredAt);
