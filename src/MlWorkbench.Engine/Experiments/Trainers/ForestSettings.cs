namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>How a forest is grown.</summary>
/// <param name="FeatureShare">Share of features looked at for each split.</param>
internal sealed record ForestSettings(int Trees, int Leaves, int SmallestLeaf, double FeatureShare, int Seed);
