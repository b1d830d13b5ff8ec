using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>
/// A fitted step of a preparation, which converts columns to columns. It applies and never learns, so that training and serving use the same object.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ImputeNumberStep), "imputeNumber")]
[JsonDerivedType(typeof(ImputeLevelStep), "imputeLevel")]
[JsonDerivedType(typeof(ClipStep), "clip")]
[JsonDerivedType(typeof(SignedLogStep), "log")]
[JsonDerivedType(typeof(BinStep), "bin")]
[JsonDerivedType(typeof(FlagsStep), "flags")]
[JsonDerivedType(typeof(LevelLookupStep), "lookup")]
[JsonDerivedType(typeof(MergeRareStep), "mergeRare")]
[JsonDerivedType(typeof(DatePartColumnsStep), "dateParts")]
[JsonDerivedType(typeof(HashedWordsStep), "hashedWords")]
[JsonDerivedType(typeof(KnownWordsStep), "knownWords")]
[JsonDerivedType(typeof(CombineStep), "combine")]
[JsonDerivedType(typeof(HistoryStep), "history")]
[JsonDerivedType(typeof(DropStep), "drop")]
public abstract class PreparationStep
{
    /// <summary>Names of the input columns.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>The output columns. One with the name of an input replaces it.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<PreparedColumn> Outputs { get; }

    /// <summary>Columns that the step removes.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> Removes => [];

    /// <summary>Whether it can read a column of this type as the given input.</summary>
    public abstract bool Reads(int input, ColumnType type);

    /// <summary>Computes the output columns for all rows.</summary>
    /// <param name="inputs">Columns in the order of <see cref="Inputs"/>.</param>
    public abstract Column[] Apply(IReadOnlyList<Column> inputs);

    /// <summary>Applies the step to one row, with these positions.</summary>
    public abstract void Apply(ScoringRow row, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs);

    private protected static bool IsNumeric(ColumnType type) => type is ColumnType.Integer or ColumnType.Number or ColumnType.Date;

    private protected static double Finite(double value, string what) =>
        double.IsFinite(value) ? value : throw new ArgumentException($"A step of the preparation has {what} {value}.");

    private protected static string Named(string? name) =>
        string.IsNullOrEmpty(name) ? throw new ArgumentException("A step of the preparation has a column without a name.") : name;
}
