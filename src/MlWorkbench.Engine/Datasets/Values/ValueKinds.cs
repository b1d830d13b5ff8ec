namespace MlWorkbench.Engine.Datasets.Values;

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

    /// <summary>A number once thousands marks, currency and percent signs are left out, if its decimal mark is a dot; every such plain number too.</summary>
    DotFormatted = 32,

    /// <summary>The same with a comma as decimal mark.</summary>
    CommaFormatted = 64,

    /// <summary>A date whose year has two digits. Not a way to read a value, but worth counting.</summary>
    ShortYear = 128,

    /// <summary>Digits that begin with a zero, which a number would lose. Not a way to read a value, but worth counting.</summary>
    LeadingZero = 256,

    AnyDate = DayFirstDate | MonthFirstDate,
    All = Integer | DotNumber | CommaNumber | AnyDate | DotFormatted | CommaFormatted,
    Counted = All | ShortYear | LeadingZero,
}
