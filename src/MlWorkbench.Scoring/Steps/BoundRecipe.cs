using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Steps;

/// <summary>A recipe with the places of its columns in a signature looked up once, to transform single rows.</summary>
internal sealed class BoundRecipe
{
    private readonly (RecipeStep Step, int[] Inputs, int Offset, int Width)[] _steps;

    public BoundRecipe(FittedRecipe recipe, ModelSignature signature)
    {
        Recipe = recipe;
        _steps = new (RecipeStep, int[], int, int)[recipe.Steps.Count];
        var offset = 0;
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = recipe.Steps[i];
            var inputs = step.Inputs.Select(input => signature.IndexOf(input)).ToArray();
            _steps[i] = (step, inputs, offset, step.Outputs.Count);
            offset += step.Outputs.Count;
        }
    }

    public FittedRecipe Recipe { get; }

    public void Apply(ScoringRow row, Span<float> features)
    {
        foreach (var (step, inputs, offset, width) in _steps)
        {
            step.Apply(row, inputs, features.Slice(offset, width));
        }
    }
}
