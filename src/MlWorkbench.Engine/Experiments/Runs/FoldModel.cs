using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Steps;

namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>What training on one set of rows gives: the recipe fitted on them and the model over its features.</summary>
public sealed record FoldModel(FittedRecipe Recipe, Model Model);
