using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Collections;
using MlWorkbench.Application;
using MlWorkbench.Web.Serving.Protocols.OpenInference.Wire;

namespace MlWorkbench.Web.Serving.Protocols.OpenInference;

/// <summary>Inputs and outputs of gRPC calls: typed contents, or the raw bytes of all tensors.</summary>
internal static class WireTensors
{
    /// <exception cref="WorkbenchException">An input is malformed.</exception>
    public static IReadOnlyList<Tensor> Read(ModelInferRequest request)
    {
        if (request.RawInputContents.Count == 0)
        {
            return [.. request.Inputs.Select(ReadContents)];
        }

        if (request.RawInputContents.Count != request.Inputs.Count)
        {
            throw Malformed("raw_mismatch", string.Create(CultureInfo.InvariantCulture,
                $"The call has {request.Inputs.Count} inputs, but {request.RawInputContents.Count} raw_input_contents. Send them for all inputs or none."));
        }

        return [.. request.Inputs.Zip(request.RawInputContents, (input, raw) => input.Contents is null
            ? Tensor.ReadRaw(NameOf(input), Datatype.Of(input.Datatype, input.Name), input.Shape, raw.Memory)
            : throw Malformed("raw_mismatch", $"Input '{Shown.Of(input.Name)}' has both contents and raw_input_contents. Send one of them."))];
    }

    /// <summary>Answers in the form of the call: raw bytes to raw bytes, and typed contents to typed contents.</summary>
    public static void Write(IReadOnlyList<OutputTensor> outputs, ModelInferResponse response, bool asRaw)
    {
        foreach (var output in outputs)
        {
            var tensor = new ModelInferResponse.Types.InferOutputTensor { Name = output.Name, Datatype = output.Datatype, Shape = { output.Shape } };
            if (asRaw)
            {
                response.RawOutputContents.Add(WriteRaw(output));
            }
            else
            {
                tensor.Contents = new InferTensorContents
                {
                    BytesContents = { output.Texts.Select(ByteString.CopyFromUtf8) },
                    Fp64Contents = { output.Numbers },
                };
            }

            response.Outputs.Add(tensor);
        }
    }

    private static Tensor ReadContents(ModelInferRequest.Types.InferInputTensor input)
    {
        var contents = input.Contents ?? new InferTensorContents();
        var type = Datatype.Of(input.Datatype, input.Name);
        return type.Name switch
        {
            "BOOL" => Read(input, contents.BoolContents, (json, value) => json.WriteBooleanValue(value)),
            "INT8" => Read(input, InRange(input, contents.IntContents, sbyte.MinValue, sbyte.MaxValue), (json, value) => json.WriteNumberValue(value)),
            "INT16" => Read(input, InRange(input, contents.IntContents, short.MinValue, short.MaxValue), (json, value) => json.WriteNumberValue(value)),
            "INT32" => Read(input, contents.IntContents, (json, value) => json.WriteNumberValue(value)),
            Datatype.WholeNumber => Read(input, contents.Int64Contents, (json, value) => json.WriteNumberValue(value)),
            "UINT8" => Read(input, InRange(input, contents.UintContents, byte.MinValue, byte.MaxValue), (json, value) => json.WriteNumberValue(value)),
            "UINT16" => Read(input, InRange(input, contents.UintContents, ushort.MinValue, ushort.MaxValue), (json, value) => json.WriteNumberValue(value)),
            "UINT32" => Read(input, contents.UintContents, (json, value) => json.WriteNumberValue(value)),
            "UINT64" => Read(input, contents.Uint64Contents, (json, value) => json.WriteNumberValue(value)),
            "FP32" => Read(input, contents.Fp32Contents, (json, value) => Datatype.WriteNumber(json, value)),
            Datatype.Number => Read(input, contents.Fp64Contents, (json, value) => Datatype.WriteNumber(json, value)),
            Datatype.Text => Read(input, contents.BytesContents, (json, value) => Datatype.WriteText(json, value.Span)),
            _ => throw Malformed("contents_missing",
                $"Input '{Shown.Of(input.Name)}' has the datatype {type.Name}, which has no typed contents. Send raw_input_contents."),
        };
    }

    private static Tensor Read<T>(ModelInferRequest.Types.InferInputTensor input, RepeatedField<T> values, Action<Utf8JsonWriter, T> write) =>
        Tensor.Read(NameOf(input), input.Shape, values.Count, (json, position) => write(json, values[position]));

    private static RepeatedField<T> InRange<T>(ModelInferRequest.Types.InferInputTensor input, RepeatedField<T> values, T least, T most)
        where T : IComparable<T>
    {
        foreach (var value in values)
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                throw Malformed("element_invalid", $"Input '{Shown.Of(input.Name)}' contains {value}, which is not {input.Datatype}.");
            }
        }

        return values;
    }

    private static string NameOf(ModelInferRequest.Types.InferInputTensor input) =>
        input.Name.Length > 0 ? input.Name : throw Malformed("name_missing", "An input has no name. Set 'name'.");

    private static ByteString WriteRaw(OutputTensor output)
    {
        if (output.Datatype == Datatype.Number)
        {
            var numbers = new byte[output.Numbers.Count * sizeof(double)];
            for (var i = 0; i < output.Numbers.Count; i++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(numbers.AsSpan(i * sizeof(double)), output.Numbers[i]);
            }

            return UnsafeByteOperations.UnsafeWrap(numbers);
        }

        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(uint)];
        foreach (var text in output.Texts.Select(Encoding.UTF8.GetBytes))
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            bytes.Write(length);
            bytes.Write(text);
        }

        bytes.Position = 0;
        return ByteString.FromStream(bytes);
    }

    private static WorkbenchException Malformed(string code, string sentence) => new(ErrorKind.Malformed, code, sentence);
}
