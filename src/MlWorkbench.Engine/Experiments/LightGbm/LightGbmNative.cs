using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Experiments.LightGbm;

/// <summary>The part of LightGBM's C API that the engine uses. All calls return 0 or leave a message for <see cref="LGBM_GetLastError"/>.</summary>
internal static partial class LightGbmNative
{
    public const string Library = "lib_lightgbm";

    [LibraryImport(Library)]
    internal static partial nint LGBM_GetLastError();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_GetSampleCount(int rows, string parameters, out int count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_DatasetCreateFromMat(
        ref readonly float data, int dataType, int rows, int columns, int isRowMajor, string parameters, DatasetHandle reference, out nint dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_DatasetSetField(DatasetHandle dataset, string field, ref readonly float data, int count, int type);

    [LibraryImport(Library)]
    internal static partial int LGBM_DatasetFree(nint dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_BoosterCreate(DatasetHandle trainData, string parameters, out nint booster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_BoosterLoadModelFromString(string model, out int iterations, out nint booster);

    [LibraryImport(Library)]
    internal static partial int LGBM_BoosterFree(nint booster);

    [LibraryImport(Library)]
    internal static partial int LGBM_BoosterAddValidData(BoosterHandle booster, DatasetHandle dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_BoosterResetParameter(BoosterHandle booster, string parameters);

    [LibraryImport(Library)]
    internal static partial int LGBM_BoosterUpdateOneIter(BoosterHandle booster, out int finished);

    [LibraryImport(Library)]
    internal static partial int LGBM_BoosterGetCurrentIteration(BoosterHandle booster, out int iteration);

    [LibraryImport(Library)]
    internal static partial int LGBM_BoosterGetEvalCounts(BoosterHandle booster, out int count);

    [LibraryImport(Library)]
    internal static partial int LGBM_BoosterGetEval(BoosterHandle booster, int dataIndex, out int count, ref double results);

    [LibraryImport(Library)]
    internal static partial int LGBM_BoosterGetNumClasses(BoosterHandle booster, out int classes);

    [LibraryImport(Library)]
    internal static partial int LGBM_BoosterGetNumPredict(BoosterHandle booster, int dataIndex, out long count);

    [LibraryImport(Library)]
    internal static partial int LGBM_BoosterGetPredict(BoosterHandle booster, int dataIndex, out long count, ref double results);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_BoosterPredictForMat(
        BoosterHandle booster, ref readonly float data, int dataType, int rows, int columns, int isRowMajor, int predictType,
        int startIteration, int iterations, string parameters, out long count, ref double results);

    [LibraryImport(Library)]
    internal static partial int LGBM_BoosterSaveModelToString(
        BoosterHandle booster, int startIteration, int iterations, int importanceType, long bufferLength, out long length, ref byte buffer);
}
