namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>What one value can be read as; a column can be read as whatever all of its values share.</summary>
[Flags]
internal enum ValueKinds
{
    None = 0,

    /// <summary>A whole number within ±2^53, without leading zeros.</summary>
    Integer = 1,

    /// <summary>A number whose decimal mark, if any, is a dot.</summary>
    DotNumber = 2,

    /// <summary>A number whose decimal mark, if any, is a comma.</summary>
    CommaNumber = 4,

    /// <summary>A date if days come before months.</summary>
    DayFirstDate = 8,

    /// <summary>A date if months come before days.</summary>
    MonthFirstDate = 16,

    AnyDate = DayFirstDate | MonthFirstDate,
    All = Integer | DotNumber | CommaNumber | AnyDate,
}
