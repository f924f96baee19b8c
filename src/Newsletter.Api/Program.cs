using Newsletter.Api.Commands;

return await CommandLine.RunAsync(args);
