using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Segments;

/// <summary>A rule that divides the rows of any table with the columns that it names.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ColumnLevels), ColumnLevels.Code)]
[JsonDerivedType(typeof(NumberBins), NumberBins.Code)]
[JsonDerivedType(typeof(DatePeriods), DatePeriods.Code)]
[JsonDerivedType(typeof(SegmentCrossing), SegmentCrossing.Code)]
[JsonDerivedType(typeof(FilteredSegment), FilteredSegment.Code)]
public abstract record SegmentDefinition
{
    /// <summary>Stable code of the kind of rule.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>The columns that a table must have.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Columns { get; }

    /// <exception cref="EngineException">A column does not exist or has another type, or the rule itself is not valid.</exception>
    public abstract void Check(IReadOnlyDictionary<string, ColumnType> columns);

    /// <summary>Divides the rows: each level of the result is a part, and missing values are a part of their own.</summary>
    /// <param name="name">Name of the result.</param>
    public abstract Column Divide(Table rows, string name);

    private protected static ColumnType TypeOf(string column, IReadOnlyDictionary<string, ColumnType> columns) => columns.TryGetValue(column, out var type)
        ? type
        : throw new EngineException("unknown_column", $"The segment column '{column}' is not in the data.", column: column);
}
