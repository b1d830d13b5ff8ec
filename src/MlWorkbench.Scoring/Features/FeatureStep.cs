using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Features;

/// <summary>
/// A fitted step of a feature pipeline, which converts input columns to features. It applies and never learns, so that training and serving use the same object.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NumberStep), "number")]
[JsonDerivedType(typeof(StandardiseStep), "standardise")]
[JsonDerivedType(typeof(PiecewiseStep), "piecewise")]
[JsonDerivedType(typeof(CategoryCodeStep), "categoryCode")]
[JsonDerivedType(typeof(OneHotStep), "oneHot")]
[JsonDerivedType(typeof(TargetEncodeStep), "targetEncode")]
[JsonDerivedType(typeof(CountEncodeStep), "countEncode")]
[JsonDerivedType(typeof(DatePartsStep), "dateParts")]
[JsonDerivedType(typeof(DateCycleStep), "dateCycle")]
[JsonDerivedType(typeof(TextScoreStep), "textScore")]
public abstract class FeatureStep
{
    /// <summary>Names of the input columns.</summary>
    public abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>Names of the features. A package lists them for its readers: feature N of a model's trees is the N-th of all names.</summary>
    public abstract IReadOnlyList<string> Outputs { get; }

    /// <summary>Whether the step can read a column of this type.</summary>
    public abstract bool Reads(ColumnType type);

    /// <summary>Writes the features of all rows, from column <paramref name="offset"/> of the matrix on.</summary>
    public abstract void Apply(Table rows, FeatureMatrix features, int offset);

    /// <summary>Writes the features of one row. <paramref name="inputs"/> are the positions of <see cref="Inputs"/> in the signature.</summary>
    public abstract void Apply(ScoringRow row, ReadOnlySpan<int> inputs, Span<float> features);
}
