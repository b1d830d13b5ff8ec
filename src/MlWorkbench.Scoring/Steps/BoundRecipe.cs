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

    /// <summary>Adds contributions of features to those of the columns that they came from, in equal parts where they came from several; the base value is last in both.</summary>
    public void Fold(ReadOnlySpan<double> ofFeatures, Span<double> ofColumns)
    {
        foreach (var (_, inputs, offset, width) in _steps)
        {
            foreach (var contribution in ofFeatures.Slice(offset, width))
            {
                foreach (var input in inputs)
                {
                    ofColumns[input] += contribution / inputs.Length;
                }
            }
        }

        ofColumns[^1] += ofFeatures[^1];
    }
}
