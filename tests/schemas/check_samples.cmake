# SPDX-License-Identifier: Apache-2.0
# Writes the samples of one kind to a file and checks them; then damages them and expects refusal,
# so that a schema that accepts everything is noticed.
set(file ${FOLDER}/${KIND}.jsonl)
execute_process(COMMAND ${SAMPLES} ${KIND} OUTPUT_FILE ${file} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${PYTHON} ${TOOLS}/validate_schema.py ${KIND} ${file}
  COMMAND_ERROR_IS_FATAL ANY)
file(READ ${file} good)
string(REPLACE "\"basis\":" "\"bases\":" bad "${good}")
file(WRITE ${file}.damaged "${bad}")
execute_process(COMMAND ${PYTHON} ${TOOLS}/validate_schema.py ${KIND} ${file}.damaged
  RESULT_VARIABLE refused ERROR_QUIET OUTPUT_QUIET)
if(refused EQUAL 0)
  message(FATAL_ERROR "the schema of a ${KIND} accepts one without its required keys")
endif()
