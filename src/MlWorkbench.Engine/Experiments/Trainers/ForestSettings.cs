namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Settings of a forest.</summary>
/// <param name="FeatureShare">Share of features considered for each split.</param>
internal sealed record ForestSettings(int Trees, int Leaves, int SmallestLeaf, double FeatureShare, int Seed);
