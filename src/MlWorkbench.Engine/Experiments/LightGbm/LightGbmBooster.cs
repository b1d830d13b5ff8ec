using System.Text;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>A model in training, one round at a time, so that the caller can stop early and cancel. Not thread-safe.</summary>
public sealed class LightGbmBooster : IDisposable
{
    private const int Single = 0;
    private readonly BoosterHandle _handle;

    private readonly int _threads;

    private LightGbmBooster(nint handle, int threads) => (_handle, _threads) = (new BoosterHandle(handle), threads);

    /// <summary>Rounds trained so far.</summary>
    public int Rounds
    {
        get
        {
            LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterGetCurrentIteration(_handle, out var rounds));
            return rounds;
        }
    }

    /// <summary>Waits while existing boosters use another number of threads, see <see cref="LightGbmThreads"/>.</summary>
    /// <param name="parameters">
    /// Parameters by LightGBM's names: <c>objective</c>, <c>metric</c>, <c>num_leaves</c>, <c>learning_rate</c>, <c>seed</c> …
    /// </param>
    public static LightGbmBooster Create(LightGbmDataset train, IReadOnlyDictionary<string, object> parameters, int threads = 1)
    {
        var text = LightGbmParameters.Format(parameters, threads);
        var booster = Own((out nint handle) => LightGbmNative.LGBM_BoosterCreate(train.Handle, text, out handle), threads);
        booster._handle.Hold(train.Handle);
        return booster;
    }

    /// <summary>Creates a booster that only predicts, on one thread.</summary>
    public static LightGbmBooster Load(string modelText)
    {
        LightGbmLibrary.EnsureAvailable();
        return Own((out nint handle) => LightGbmNative.LGBM_BoosterLoadModelFromString(modelText, out _, out handle), threads: 1);
    }

    /// <summary>Adds rows for evaluation. The first ones added are number 1 for <see cref="Evaluate"/> and <see cref="PredictAdded"/>.</summary>
    public void AddValidation(LightGbmDataset dataset)
    {
        LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterAddValidData(_handle, dataset.Handle));
        _handle.Hold(dataset.Handle);
    }

    /// <summary>Changes parameters between rounds, such as <c>learning_rate</c>.</summary>
    public void ResetParameters(IReadOnlyDictionary<string, object> parameters) =>
        LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterResetParameter(_handle, LightGbmParameters.Format(parameters, _threads)));

    /// <summary>Trains one more round. Returns false if no further split is possible, so that more rounds change nothing.</summary>
    public bool TrainRound()
    {
        LightGbmLibrary.QuietThread();
        LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterUpdateOneIter(_handle, out var finished));
        return finished == 0;
    }

    /// <summary>The metrics of the parameter <c>metric</c>, in LightGBM's order, on the training rows (0) or on added rows (1, 2 …).</summary>
    public double[] Evaluate(int dataset)
    {
        LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterGetEvalCounts(_handle, out var count));
        var results = new double[Math.Max(1, count)];
        LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterGetEval(_handle, dataset, out count, ref results[0]));
        return results[..count];
    }

    /// <summary>
    /// Current outputs of the training rows (0) or of added rows (1, 2 …). Training keeps them up to date, so this is almost free. LightGBM's order: all rows
    /// of the first output, then of the next.
    /// </summary>
    public double[] PredictAdded(int dataset)
    {
        LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterGetNumPredict(_handle, dataset, out var count));
        var results = new double[Math.Max(1, count)];
        LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterGetPredict(_handle, dataset, out count, ref results[0]));
        return results;
    }

    /// <summary>Scores rows with the native library, row after row.</summary>
    /// <param name="rounds">Number of rounds to use from the first on, or 0 for all.</param>
    public double[] Predict(FeatureMatrix features, PredictKind kind = PredictKind.Output, int rounds = 0)
    {
        LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterGetNumClasses(_handle, out var classes));
        var width = kind == PredictKind.Contributions ? classes * (features.Width + 1) : classes;
        var results = new double[(long)features.Rows * width];
        LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterPredictForMat(
            _handle, ref features.Values[0], Single, features.Rows, features.Width, 1, (int)kind, 0, rounds <= 0 ? -1 : rounds,
            LightGbmParameters.Format([], _threads), out _, ref results[0]));
        return results;
    }

    /// <summary>The model in LightGBM's text format.</summary>
    /// <param name="rounds">Number of rounds to include from the first on, or 0 for all.</param>
    public string ToText(int rounds = 0)
    {
        var buffer = new byte[1 << 20];
        while (true)
        {
            LightGbmLibrary.Check(LightGbmNative.LGBM_BoosterSaveModelToString(
                _handle, 0, rounds <= 0 ? -1 : rounds, 0, buffer.Length, out var length, ref buffer[0]));
            if (length <= buffer.Length)
            {
                return Encoding.UTF8.GetString(buffer, 0, (int)length - 1);
            }

            buffer = new byte[length];
        }
    }

    /// <summary>Converts the model to a Scoring object.</summary>
    /// <param name="rounds">Number of rounds to include from the first on, or 0 for all.</param>
    public TreeEnsemble ToTreeEnsemble(int rounds = 0) => LightGbmTextReader.Read(ToText(rounds));

    public void Dispose() => _handle.Dispose();

    /// <summary>Creates a booster with <paramref name="make"/>. It leaves <see cref="LightGbmThreads"/> when it is freed.</summary>
    private static LightGbmBooster Own(MakeBooster make, int threads)
    {
        LightGbmThreads.Enter(threads);
        if (make(out var handle) is not 0 and var result)
        {
            LightGbmThreads.Leave();
            LightGbmLibrary.Check(result);
        }

        return new LightGbmBooster(handle, threads);
    }

    private delegate int MakeBooster(out nint handle);
}
