namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>Shares with zeros replaced by a small share, for statistics that divide by them or take their logarithm.</summary>
internal static class FilledShares
{
    private const double Fill = 0.0001;

    public static double[] Of(double[] shares)
    {
        var smallest = shares.Where(share => share > 0).Min();
        var fill = smallest <= Fill ? smallest / 1e6 : Fill;
        return Array.ConvertAll(shares, share => share == 0 ? fill : share);
    }
}
