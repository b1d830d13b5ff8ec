namespace MlWorkbench.Engine.Datasets.Values;

/// <summary>Possible interpretations of one value. A column has the interpretations that all its values share.</summary>
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

    /// <summary>
    /// A number after removal of thousands marks, currency and percent signs, if its decimal mark is a dot. Includes every such plain number.
    /// </summary>
    DotFormatted = 32,

    /// <summary>A formatted number with a comma as decimal mark.</summary>
    CommaFormatted = 64,

    /// <summary>A date whose year has two digits. This is not an interpretation, but is counted.</summary>
    ShortYear = 128,

    /// <summary>Digits that start with a zero, which a number would lose. This is not an interpretation, but is counted.</summary>
    LeadingZero = 256,

    AnyDate = DayFirstDate | MonthFirstDate,
    All = Integer | DotNumber | CommaNumber | AnyDate | DotFormatted | CommaFormatted,
    Counted = All | ShortYear | LeadingZero,
}
