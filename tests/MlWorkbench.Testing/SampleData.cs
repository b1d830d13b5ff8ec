namespace MlWorkbench.Testing;

/// <summary>Real tables for tests.</summary>
public static class SampleData
{
    /// <summary>1,000 applicants with good or bad credit risk (UCI Statlog German Credit, CC BY 4.0). Target <c>Class</c>.</summary>
    public static string GermanCredit { get; } = Find("german-credit.csv");

    /// <summary>1,030 mixes and their strength (UCI Concrete Compressive Strength, CC BY 4.0). Target <c>compressive_strength</c>.</summary>
    public static string Concrete { get; } = Find("concrete.csv");

    private static string Find(string file) => Path.Combine(AppContext.BaseDirectory, "TestData", file);
}
