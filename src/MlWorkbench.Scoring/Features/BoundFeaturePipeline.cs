using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Features;

/// <summary>A feature pipeline whose column positions in a signature, or in a prepared row, are looked up once, to transform single rows.</summary>
internal sealed class BoundFeaturePipeline
{
    private readonly BoundStep[] _steps;

    /// <param name="preparation">Preparation of the feature pipeline. Null if it has none.</param>
    public BoundFeaturePipeline(FeaturePipeline featurePipeline, ModelSignature signature, BoundPreparation? preparation)
    {
        FeaturePipeline = featurePipeline;
        _steps = new BoundStep[featurePipeline.Steps.Count];
        var offset = 0;
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = featurePipeline.Steps[i];
            PreparedSlot[] inputs = [.. step.Inputs.Select(input => preparation is null ? Raw(signature.IndexOf(input)) : preparation.Find(input)!)];
            _steps[i] = new BoundStep(
                step, Array.ConvertAll(inputs, input => input.Position), [.. inputs.SelectMany(input => input.Sources).Distinct()], offset, step.Outputs.Count);
            offset += step.Outputs.Count;
        }

        PreparedSlot Raw(int position) => new(position, signature.Columns[position].Type, [position]);
    }

    public FeaturePipeline FeaturePipeline { get; }

    public void Apply(ScoringRow row, Span<float> features)
    {
        foreach (var (step, inputs, _, offset, width) in _steps)
        {
            step.Apply(row, inputs, features.Slice(offset, width));
        }
    }

    /// <summary>
    /// Adds contributions of features to those of their source columns in the signature, in equal parts if there are several. The base value is last in both.
    /// </summary>
    public void Fold(ReadOnlySpan<double> ofFeatures, Span<double> ofColumns)
    {
        foreach (var (_, _, sources, offset, width) in _steps)
        {
            foreach (var contribution in ofFeatures.Slice(offset, width))
            {
                foreach (var source in sources)
                {
                    ofColumns[source] += contribution / sources.Length;
                }
            }
        }

        ofColumns[^1] += ofFeatures[^1];
    }

    private readonly record struct BoundStep(FeatureStep Step, int[] Inputs, int[] Sources, int Offset, int Width);
}
