using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Steps;

/// <summary>A fitted step of a recipe: turns input columns into features. It applies and never learns, so that training and serving run the very same object.</summary>
public abstract class RecipeStep
{
    /// <summary>Stable name in the package, for example <c>targetEncode</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Names of the columns it reads.</summary>
    public abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>Names of the features it writes.</summary>
    public abstract IReadOnlyList<string> Outputs { get; }

    /// <summary>Writes the features of all rows, from column <paramref name="offset"/> of the matrix on.</summary>
    public abstract void Apply(Table rows, FeatureMatrix features, int offset);

    /// <summary>Writes the features of one row. <paramref name="inputs"/> are the positions of <see cref="Inputs"/> in the signature.</summary>
    public abstract void Apply(ScoringRow row, ReadOnlySpan<int> inputs, Span<float> features);
}
