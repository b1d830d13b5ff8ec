using System.Globalization;

namespace MlWorkbench.Web.Evaluations;

/// <summary>The colour of a heat map's cell: blue is better, vermilion is worse. Colour-blind people can distinguish both (Okabe-Ito palette).</summary>
internal static class HeatShade
{
    private const double Strongest = 0.55;

    /// <param name="amount">−1 (worst) to 1 (best).</param>
    public static string Of(double amount)
    {
        var opacity = Math.Min(Math.Abs(amount), 1) * Strongest;
        var colour = amount >= 0 ? "0 114 178" : "213 94 0";
        return string.Create(CultureInfo.InvariantCulture, $"rgb({colour} / {opacity:0.00})");
    }
}
