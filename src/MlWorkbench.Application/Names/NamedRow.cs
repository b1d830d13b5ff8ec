namespace MlWorkbench.Application.Names;

/// <summary>A row whose name differs visibly from all others of its kind.</summary>
internal abstract class NamedRow
{
    private string _name = "";

    /// <summary>Unique among its kind, regardless of case. No other name looks the same.</summary>
    public required string Name
    {
        get => _name;
        set => (_name, Spelling, Look) = (value, NameRules.SpellingOf(value), NameRules.LookOf(value));
    }

    /// <summary>The name in lower case.</summary>
    public string Spelling { get; private set; } = "";

    /// <summary>The name with each character replaced by its look-alike. Equal for names that look the same.</summary>
    public string Look { get; private set; } = "";
}
