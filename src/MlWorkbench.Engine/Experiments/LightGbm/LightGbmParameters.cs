using System.Globalization;

namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>Parameters by their LightGBM names, in the format of its C API.</summary>
internal static class LightGbmParameters
{
    public static string Format(IEnumerable<KeyValuePair<string, object>> parameters, int threads) =>
        string.Join(' ', parameters.Append(new("num_threads", threads)).Append(new("verbosity", -1)).Select(parameter => $"{parameter.Key}={FormatValue(parameter.Value)}"));

    private static string FormatValue(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IEnumerable<int> list => string.Join(',', list.Select(item => item.ToString(CultureInfo.InvariantCulture))),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
