namespace MlWorkbench.Engine.Features;

/// <summary>The fitted features of the text columns. Null if there are none.</summary>
internal sealed record TextFeatures(FittedFeatures? Fitted);
