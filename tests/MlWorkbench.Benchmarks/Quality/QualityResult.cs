using System.Globalization;

namespace MlWorkbench.Benchmarks.Quality;

/// <summary>Result of one search of one table.</summary>
/// <param name="Test">The search metric on the test rows.</param>
/// <param name="Single">The same metric of the best run that is not a blend.</param>
/// <param name="Skill">1 − loss / loss of the baseline (AUC: 2 × AUC − 1). 0 is the baseline, 1 is perfect. Comparable across tables.</param>
internal sealed record QualityResult(
    string Name, int Seed, string Metric, double Test, double Single, double Validation, double Low, double High, double Skill, int Runs, double Seconds, long PeakMegabytes, string Best)
{
    public const string Header = "name,seed,metric,test,single,validation,low,high,skill,runs,seconds,peak_mb,best";

    public bool IsHonest => Test >= Low && Test <= High;

    public string ToCsv() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name},{Seed},{Metric},{Test:R},{Single:R},{Validation:R},{Low:R},{High:R},{Skill:R},{Runs},{Seconds:F1},{PeakMegabytes},\"{Best}\"");

    public static QualityResult Parse(string line)
    {
        var fields = line.Split(',', 13);
        double Number(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture);
        return new QualityResult(
            fields[0], (int)Number(1), fields[2], Number(3), Number(4), Number(5), Number(6), Number(7), Number(8), (int)Number(9), Number(10), (long)Number(11), fields[12].Trim('"'));
    }
}
